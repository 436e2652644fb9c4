/* The kind with the most points. Official kinds count for less in the press, which writes about statements and readouts. */
#include "ingest/kind.h"
#include "know/linekey.h"

enum {
    OPENING_BLOCKS = 3,
    CLOSING_BLOCKS = 3,
    PRESS_DIVISOR = 3,      /* what an official cue counts in the press */
    NEWS_SAID = 2,          /* points for every full count of SAID_PER_WORDS */
    SAID_WORDS = 220,       /* words a news report takes for one "said" */
    FOOTNOTES_ANALYSIS = 6, /* points for numbered notes */
    EXPLICIT = 7,           /* so much counts a cue that names the kind itself */
    KIND_LEAST = 2          /* fewest points that tell a kind */
};

static bool official_kind(int kind) {
    return kind == KIND_READOUT || kind == KIND_JOINT_STATEMENT || kind == KIND_PRESS_RELEASE ||
           kind == KIND_FACT_SHEET || kind == KIND_TRANSCRIPT || kind == KIND_SPEECH;
}

/* The text without what stands in quotation marks: what others say must be done is no opinion of the writer's. */
static void own_words(Str s, Buf *out) {
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++) {
        bool curly = i + 2 < s.n && memcmp(s.p + i, "\xE2\x80", 2) == 0;
        if (s.p[i] == '"') {
            quoted = !quoted;
        } else if (curly && ((unsigned char)s.p[i + 2] == 0x9C || (unsigned char)s.p[i + 2] == 0x9D)) {
            quoted = (unsigned char)s.p[i + 2] == 0x9C;
            i += 2;
        } else if (!quoted) {
            buf_putc(out, s.p[i]);
            continue;
        }
        buf_putc(out, ' ');
    }
}

static void score_blocks(const Document *doc, const Knowledge *know, LineKey *key, int score[KIND_NAMES]) {
    uint32_t seen = 0;
    Buf own = {.arena = doc->arena};
    for (uint32_t i = 0; i < doc->blocks.n && seen < OPENING_BLOCKS; i++) {
        const Block *b = &doc->blocks.at[i];
        if (b->kind == BLOCK_HEADLINE || b->kind == BLOCK_CAPTION) continue;
        line_key((Str){doc->text + b->span.begin, b->span.end - b->span.begin}, key);
        kinds_score(&know->kinds, key, CUE_OPENING, score);
        seen++;
    }
    seen = 0;
    for (uint32_t i = doc->blocks.n; i-- > 0 && seen < CLOSING_BLOCKS;) {
        const Block *b = &doc->blocks.at[i];
        if (b->kind == BLOCK_FOOTNOTE || b->kind == BLOCK_CAPTION) continue;
        own.n = 0;
        own_words((Str){doc->text + b->span.begin, b->span.end - b->span.begin}, &own);
        line_key((Str){own.p, own.n}, key);
        kinds_score(&know->kinds, key, CUE_CLOSING, score);
        seen++;
    }
}

static uint32_t count_notes(const Document *doc) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < doc->blocks.n; i++) n += doc->blocks.at[i].kind == BLOCK_FOOTNOTE;
    return n;
}

/* Reported speech and weekdays are what a report is made of. */
static int news_points(const Document *doc) {
    uint32_t said = 0, words = 1;
    enum { SAMPLE = 64 * 1024 };
    const char *end = doc->text + (doc->length < SAMPLE ? doc->length : SAMPLE);
    for (const char *p = doc->text; p < end; p++) {
        if (*p != ' ') continue;
        words++;
        if (end - p > 5 && memcmp(p, " said", 5) == 0 && !((p[5] | 32) >= 'a' && (p[5] | 32) <= 'z')) said++;
    }
    uint32_t full = said * SAID_WORDS / words;
    return full > 3 ? 3 * NEWS_SAID : (int)full * NEWS_SAID;
}

DocKind kind_find(const Document *doc, const Knowledge *know, Str label) {
    int score[KIND_NAMES] = {0}, best = KIND_OTHER;
    LineKey key = {.text = {.arena = doc->arena}};
    line_key(str_of(doc->outlet), &key);
    const Outlet *outlet = outlets_by_name(&know->outlets, &key);
    bool official = doc->issuer || (outlet && outlet_is_official(outlet));
    bool press = !official && (doc->outlet || doc->dateline.place || doc->bylines.n);
    line_key(str_of(doc->title), &key);
    kinds_score(&know->kinds, &key, CUE_TITLE, score);
    if (!official && score[KIND_READOUT] < EXPLICIT) score[KIND_READOUT] = 0; /* papers write of phone calls too */
    line_key(label, &key);
    kinds_score(&know->kinds, &key, CUE_LABEL, score);
    line_key(str_of(doc->url), &key);
    kinds_score(&know->kinds, &key, CUE_ADDRESS, score);
    int opinion = score[KIND_OPINION];
    score_blocks(doc, know, &key, score);
    if (official) score[KIND_OPINION] = opinion; /* every government says what must be done */
    if (press)
        for (int k = 0; k < KIND_NAMES; k++)
            if (official_kind(k)) score[k] /= PRESS_DIVISOR;
    if (count_notes(doc) >= 2) score[KIND_ANALYSIS] += FOOTNOTES_ANALYSIS;
    if (press) score[KIND_NEWS] += 2;
    if (doc->dateline.place && outlet && outlet->sort == OUTLET_AGENCY) score[KIND_NEWS] += 3;
    if (official)
        score[KIND_PRESS_RELEASE] += 2;
    else
        score[KIND_NEWS] += news_points(doc);
    for (int k = 0; k < KIND_NAMES; k++)
        if (score[k] > score[best]) best = k;
    return score[best] >= KIND_LEAST ? (DocKind)best : KIND_OTHER;
}
