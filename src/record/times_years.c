/* Years, and what they are made of and what is made of them: seasons, quarters, halves, fiscal years, decades, centuries. */
#include "record/times.h"
#include <stdlib.h>

/* ---- parts of years ---- */

/* The year of a season, quarter or half that names none: news speaks of the last one begun, or of the next one to end. */
static Moment recurring(Context *c, const Found *f, Moment m, Resolved *out) {
    if (c->narrative) {
        Moment base = anchor_in_text(c, UNIT_YEAR, out);
        m.year = base.grain == GRAIN_NONE ? 0 : base.year;
        return m;
    }
    Moment ref = anchor_reference(c, out);
    if (ref.grain == GRAIN_NONE) return MOMENT_NONE;
    Civil today = {ref.year, ref.month ? ref.month : 7, ref.day ? ref.day : 1}, begin, end;
    const Capture *d = get(c, f, TC_DIR);
    bool this = d && d->value == DIR_THIS && !captured_word(c->all, f, "past");
    bool ahead =
        d ? d->value == DIR_NEXT || d->value == DIR_FOLLOWING : times_tense(c->r, f->first, f->last) == TENSE_FUTURE;
    enum { REPORTED = 60 }; /* days in which what is expected is still said of the quarter just over */
    int32_t now = civil_to_days(today);
    m.year = ref.year;
    if (this || !moment_days(&m, &begin, &end)) return m;
    bool over = civil_to_days(end) + (m.grain == GRAIN_QUARTER ? REPORTED : 0) < now,
         begun = civil_to_days(begin) <= now;
    if (ahead)
        m.year += d ? begun : over;
    else
        m.year -= d ? civil_to_days(end) >= now : !begun;
    return m;
}

void resolve_season(Context *c, const Found *f, Resolved *out) {
    const Capture *s = get(c, f, TC_SEASON);
    if (!s) {
        s = get(c, f, TC_FALL);
        out->drop = !year_stated(c, f) && follows(c, f, "of"); /* "the fall of Kabul" */
    }
    if (f->last - f->first == 1 && is_title(c, f)) out->drop = true;
    Moment m = {.grain = GRAIN_SEASON, .sub = (int8_t)s->value, .clock = {-1, -1, -1}};
    m.year = year_stated(c, f);
    if (!m.year) m.year = year_pointed(c, f, out);
    out->moment = m.year ? m : recurring(c, f, m, out);
    out->anchorable = true;
}

void resolve_quarter(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD);
    if (!o) o = get(c, f, TC_QN);
    if (!o) { /* "the latest quarter": the last that is over */
        out->moment = anchor_reference(c, out);
        if (!moment_shift(&out->moment, UNIT_QUARTER, -1)) out->moment = MOMENT_NONE;
        out->anchorable = true;
        return;
    }
    bool half = o->class == TC_QN && o->value > 4; /* "H1" */
    int sub = half ? o->value - 4 : o->value;
    if (sub < 1 || sub > 4) {
        out->drop = true;
        return;
    }
    Moment m = {.grain = half ? GRAIN_HALF : GRAIN_QUARTER, .sub = (int8_t)sub, .clock = {-1, -1, -1}};
    m.year = year_stated(c, f);
    if (!m.year) m.year = year_pointed(c, f, out);
    out->moment = m.year ? m : recurring(c, f, m, out);
    out->anchorable = true;
}

void resolve_half(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD);
    const Found *self = f;
    int half = o ? o->value : captured_word(c->all, self, "latter") || capture(c->all, f, TC_DIR, 0) ? 2 : 1;
    if (half > 2) {
        out->drop = true;
        return;
    }
    Moment m = {.grain = GRAIN_HALF, .sub = (int8_t)half, .clock = {-1, -1, -1}};
    m.year = year_stated(c, f);
    if (!m.year) m.year = year_pointed(c, f, out);
    out->moment = m.year ? m : recurring(c, f, m, out);
    out->anchorable = true;
}

/* ---- years and more ---- */

static bool in_class(const Context *c, uint32_t token, TimeClass class) {
    const Analysis *a = c->r->words;
    LexMatch m = a->words[token] ? lexicon_match(&c->all->w->phrases, &a->words[token], 1, 0) : (LexMatch){0, 0};
    const TimeEntry *e = m.length ? &c->all->w->entries.at[m.value] : NULL;
    for (int i = 0; e && i < e->n; i++)
        if (e->reading[i].class == class) return true;
    return false;
}

/* Whether a bare four-digit number is a year here, not a count of things. */
static bool year_fits(const Context *c, const Found *f) {
    enum { LIKELY_FROM = 1900, LIKELY_TO = 2039, SAME_STORY = 50 }; /* years */
    const Analysis *a = c->r->words;
    const Capture *y = get(c, f, TC_YEAR);
    if (!y || f->last - f->first > 1) return true;
    Sentence s = a->sentences.at[sentence_of(c, f)];
    if (f->last < s.last && in_class(c, f->last, TC_COUNTED)) return false;
    if (y->value >= LIKELY_FROM && y->value <= LIKELY_TO) return true;
    Str after = f->last < s.last ? token_str(a, f->last) : STR("");
    bool plural = after.n > 2 && after.p[after.n - 1] == 's' && after.p[0] >= 'a' && !str_eq(after, STR("was"));
    if (plural) return false;
    if (c->narrative && c->year.grain != GRAIN_NONE && abs(c->year.year - y->value) <= SAME_STORY) return true;
    return f->first > s.first && in_class(c, f->first - 1, TC_YEARCUE);
}

void resolve_year(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_NUM);
    out->moment = (Moment){.grain = GRAIN_YEAR, .year = n ? n->value : year_stated(c, f), .clock = {-1, -1, -1}};
    if (!year_fits(c, f)) out->drop = true;
    if (captured_word(c->all, f, "or") || captured_word(c->all, f, "beyond")) out->mod = MOD_ON_OR_AFTER;
    out->anchorable = true;
}

void resolve_yearend(Context *c, const Found *f, Resolved *out) {
    Moment base = c->narrative ? anchor_in_text(c, UNIT_YEAR, out) : anchor_reference(c, out);
    if (base.grain == GRAIN_NONE) return;
    if (!c->narrative && times_tense(c->r, f->first, f->last) == TENSE_PAST && base.month && base.month < 7)
        base.year--;
    if (!captured_word(c->all, f, "-")) { /* "year end" is more loosely meant */
        out->mod = MOD_END;
        out->moment = moment_at(&base, UNIT_YEAR);
        return;
    }
    out->moment = (Moment){.grain = GRAIN_DAY, .year = base.year, .month = 12, .day = 31, .clock = {-1, -1, -1}};
}

void resolve_fiscal(Context *c, const Found *f, Resolved *out) {
    int32_t y = year_stated(c, f);
    if (!y) {
        Moment base = anchor_reference(c, out);
        y = base.year;
    }
    out->moment = (Moment){.grain = y ? GRAIN_YEAR : GRAIN_NONE, .year = y, .clock = {-1, -1, -1}};
    out->anchorable = true;
}

void resolve_decade(Context *c, const Found *f, Resolved *out) {
    const Capture *d = get(c, f, TC_DECADE), *word = get(c, f, TC_DECADES);
    int32_t decade = d ? d->value : 190 + word->value / 10;
    if (d && d->piece.part[0] == 3) decade = d->value; /* "480s" */
    Grain grain =
        d && d->piece.part[0] == 4 && decade % 10 == 0 && decade < 200 ? GRAIN_CENTURY : GRAIN_DECADE; /* "the 1800s" */
    out->moment =
        (Moment){.grain = grain, .year = grain == GRAIN_CENTURY ? decade / 10 : decade, .clock = {-1, -1, -1}};
    bool short_form = d && d->piece.part[0] == 2 && token_str(c->r->words, d->piece.first).p[0] != '\'' &&
                      (c->r->words->tokens.at[d->piece.first].flags & TOKEN_HAS_DIGIT);
    if (word || short_form) out->drop = !has(c, f, TC_DET); /* "in his thirties", "in her late 30s" are ages */
}

void resolve_century(Context *c, const Found *f, Resolved *out) {
    const Capture *o = get(c, f, TC_ORD);
    out->moment = (Moment){.grain = GRAIN_CENTURY, .year = o->value - 1, .clock = {-1, -1, -1}};
    if (o->value < 1 || o->value > 99) out->moment = MOMENT_NONE;
}

void resolve_bc(Context *c, const Found *f, Resolved *out) {
    const Capture *n = get(c, f, TC_NUM), *y = get(c, f, TC_YEAR), *o = get(c, f, TC_ORD), *d = get(c, f, TC_DECADE);
    const Capture *month = get(c, f, TC_MONTH), *season = get(c, f, TC_SEASON);
    if (!season) season = get(c, f, TC_FALL);
    bool bc = has(c, f, TC_BC);
    Moment m = {.clock = {-1, -1, -1}};
    int64_t value = n ? n->value : y ? y->value : o ? o->value : d ? d->value : 0;
    if (value < 1 || value > CIVIL_MAX_YEAR || (n && n->piece.number % NUMBER_SCALE)) {
        out->drop = true;
        return;
    }
    m.year = (int32_t)(bc ? -value : o ? value - 1 : value);
    m.grain = o ? GRAIN_CENTURY : d ? GRAIN_DECADE : month ? GRAIN_MONTH : season ? GRAIN_SEASON : GRAIN_YEAR;
    if (month) m.month = (int8_t)month->value;
    if (season) m.sub = (int8_t)season->value;
    out->moment = moment_valid(&m) ? m : MOMENT_NONE;
    out->anchorable = true;
}
