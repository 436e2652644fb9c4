/* WARC (ISO 28500) and ARC files to the documents in them. What cannot be read is named; reading goes on at the next record. */
#ifndef DM_INGEST_WARC_H
#define DM_INGEST_WARC_H
#include "ingest/inputs.h"

enum {
    WARC_HEAD_LIMIT = 64 * 1024, /* bytes of a record's named fields, and of an HTTP head */
    WARC_RECORD_LIMIT = RAW_DOCUMENT_LIMIT + WARC_HEAD_LIMIT
};

bool warc_read(Inputs *in, const Origin *origin, Stream *s);
bool arc_read(Inputs *in, const Origin *origin, Stream *s);

/* One HTTP response as archived, or a payload alone; for both readers. `type` is the payload's media type where there is no HTTP head. */
bool web_response(Inputs *in, const Origin *origin, Str url, Str block, Flow *flow);
bool web_payload(Inputs *in, const Origin *origin, Str url, Str type, Str payload, const char *note, Flow *flow);
bool web_complete(Str block);          /* a response of which all is there, by its own Content-Length */
const char *web_name(const char *url); /* the last part of an address's path, for its ending */

#endif
