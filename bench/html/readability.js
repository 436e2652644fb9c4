// Reads pages with Readability.js on jsdom: readability.js FILE… ; prints the seconds spent on parsing and extraction.
const fs = require('fs');
const { JSDOM, VirtualConsole } = require('jsdom');
const { Readability } = require('@mozilla/readability');
const quiet = new VirtualConsole();
const pages = process.argv.slice(2).map((f) => fs.readFileSync(f, 'utf8'));
let bytes = 0;
function run(page) {
  try {
    const article = new Readability(new JSDOM(page, { virtualConsole: quiet, url: 'https://page.example/' }).window.document).parse();
    bytes += article ? article.textContent.length : 0;
  } catch (e) {
    // a page it cannot read still took its time
  }
}
pages.slice(0, 20).forEach(run); // let the compiler warm up
const start = process.hrtime.bigint();
pages.forEach(run);
console.log(Number(process.hrtime.bigint() - start) / 1e9);
