filedesc://x.arc 0.0.0.0 20250101000000 text/plain 10
1 0 Test

not a record line
http://a.example/ 1.2.3.4 20250101000000 text/html 156
<html><head><title>Ministers meet</title></head><body><p>The two foreign ministers met in the capital on Tuesday and agreed to meet again.</p></body></html>
