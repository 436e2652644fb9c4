/* The pass: time expressions of a document, with their TIMEX3 values, days and anchors. */
#include "record/times.h"

static const char *const mod_names[] = {[MOD_NONE] = NULL,
                                        [MOD_START] = "START",
                                        [MOD_MID] = "MID",
                                        [MOD_END] = "END",
                                        [MOD_EARLIER] = "START",
                                        [MOD_LATER] = "END",
                                        [MOD_APPROX] = "APPROX",
                                        [MOD_LESS_THAN] = "LESS_THAN",
                                        [MOD_MORE_THAN] = "MORE_THAN",
                                        [MOD_EQUAL_OR_LESS] = "EQUAL_OR_LESS",
                                        [MOD_EQUAL_OR_MORE] = "EQUAL_OR_MORE",
                                        [MOD_ON_OR_AFTER] = "ON_OR_AFTER",
                                        [MOD_ON_OR_BEFORE] = "ON_OR_BEFORE",
                                        [MOD_AFTER] = "AFTER",
                                        [MOD_BEFORE] = "BEFORE"};

/* Months of a stretch that is made of whole months; 0 = it is not. */
static int whole_months(Grain grain) {
    switch (grain) {
    case GRAIN_CENTURY: return 1200;
    case GRAIN_DECADE: return 120;
    case GRAIN_YEAR: return 12;
    case GRAIN_HALF: return 6;
    case GRAIN_QUARTER:
    case GRAIN_SEASON: return 3;
    case GRAIN_NONE:
    case GRAIN_MONTH:
    case GRAIN_WEEK:
    case GRAIN_WEEKEND: break;
    case GRAIN_DAY:
    case GRAIN_PART:
    case GRAIN_CLOCK: break;
    }
    return 0;
}

/* The first day of the second and of the last third: of a month the 11th and 21st, of a week Wednesday and Friday, of a decade
 * its fourth and seventh year. */
static void thirds(const Moment *m, Civil begin, int32_t *second, int32_t *last) {
    int32_t first = civil_to_days(begin);
    int months = whole_months(m->grain), one = months / 3, two = 2 * one;
    if (m->grain == GRAIN_DECADE) one = 36, two = 84;
    *second = months ? civil_to_days(civil_add_months(begin, one)) : first + (m->grain == GRAIN_MONTH ? 10 : 2);
    *last = months ? civil_to_days(civil_add_months(begin, two)) : first + (m->grain == GRAIN_MONTH ? 20 : 4);
}

/* Early, middle and late are thirds. "Earlier this week" ends, "later this week" begins at the day of writing. */
static void narrow(const Context *c, const Resolved *res, Time *t) {
    if (res->moment.grain >= GRAIN_WEEKEND || moment_valid(&res->until)) return;
    int32_t first = civil_to_days(t->begin), last = civil_to_days(t->end), second_third, last_third;
    thirds(&res->moment, t->begin, &second_third, &last_third);
    const Moment *ref = &c->reference;
    int32_t today = ref->grain == GRAIN_DAY ? moment_day(ref) : 0;
    bool within = ref->grain == GRAIN_DAY && !c->narrative && today >= first && today <= last;
    if (res->mod == MOD_START || (res->mod == MOD_EARLIER && !within))
        last = second_third - 1;
    else if (res->mod == MOD_EARLIER)
        last = today;
    else if (res->mod == MOD_END || (res->mod == MOD_LATER && !within))
        first = last_third;
    else if (res->mod == MOD_LATER)
        first = today;
    else if (res->mod == MOD_MID)
        first = second_third, last = last_third - 1;
    t->begin = civil_from_days(first);
    t->end = civil_from_days(last);
}

static void fill_days(const Context *c, const Resolved *res, Time *t) {
    Civil begin, end;
    if (t->type != TIME_DATE && t->type != TIME_TIME) return;
    if (res->mod == MOD_AFTER || res->mod == MOD_BEFORE) return; /* "post-1953": open to one side */
    if (!moment_days(&res->moment, &begin, &end)) return;
    t->begin = begin;
    t->end = end;
    if (moment_days(&res->until, &begin, &end) && civil_to_days(end) >= civil_to_days(t->begin)) t->end = end;
    narrow(c, res, t);
}

static const char *value_of(const Context *c, const Resolved *res) {
    if (res->value) return res->value;
    if (!moment_valid(&res->moment)) return NULL;
    Buf b = {.arena = c->arena};
    moment_print(&res->moment, &b);
    if (moment_valid(&res->until)) {
        buf_putc(&b, '/');
        moment_print(&res->until, &b);
    }
    return buf_cstr(&b);
}

static void keep(Context *c, const Found *f, const Resolved *res) {
    Record *r = c->r;
    Ref self = r->times.n + 1;
    Time *t = vec_push(r->arena, &r->times);
    uint32_t last = f->last - res->trim;
    t->span = tokens_span(r->words, f->first, last);
    t->type = res->type;
    t->value = value_of(c, res);
    t->mod = mod_names[res->mod];
    t->anchor = t->value ? res->anchor : 0;
    t->from_published = t->value && !t->anchor && res->from_published;
    t->first = f->first;
    t->last = last;
    fill_days(c, res, t);
    for (uint32_t i = f->first; i < last; i++) r->time_of[i] = self;
    times_remember(c, sentence_of(c, f), self, res);
}

typedef struct {
    int64_t n;
    TimeUnit unit;
} Length;

/* "six days after he took office on July 25": the length, counted from the day that the same sentence names next. It stays a
 * DURATION, as TIMEX3 has it, but with the day that it leads to. */
static void hang_length(Record *r, uint32_t i, Length length) {
    enum { REACH = 12 }; /* tokens to that day */
    const Analysis *a = r->words;
    Time *t = &r->times.at[i];
    if (!length.n || i + 1 >= r->times.n || t->last >= a->tokens.n) return;
    const Time *from = t + 1;
    bool after = str_eq(token_str(a, t->last), STR("after")), before = str_eq(token_str(a, t->last), STR("before"));
    if (!(after || before) || from->first - t->last > REACH || a->sentence_of[from->first] != a->sentence_of[t->first])
        return;
    if (from->type != TIME_DATE || !civil_valid(from->begin) || civil_to_days(from->begin) != civil_to_days(from->end))
        return;
    Moment m = moment_of_day(from->begin);
    int64_t n = after ? length.n : -length.n;
    bool weeks = length.unit == UNIT_WEEK && n < 1000000 && n > -1000000;
    if (!moment_shift(&m, weeks ? UNIT_DAY : length.unit, weeks ? n * 7 : n)) return;
    if (moment_days(&m, &t->begin, &t->end)) t->anchor = i + 2;
}

void times_read(Record *r) {
    Recognised all = {.r = r, .w = &r->know->timewords};
    times_recognise(&all);
    Context c;
    Vec(Length) lengths = {0}; /* of each time */
    times_context(&all, &c);
    for (uint32_t i = 0; i < all.found.n; i++) {
        Resolved res;
        times_resolve(&c, i, &res);
        if (res.drop) continue;
        keep(&c, &all.found.at[i], &res);
        *vec_push(r->arena, &lengths) = (Length){res.type == TIME_DURATION ? res.length : 0, res.unit};
    }
    for (uint32_t i = 0; i < r->times.n; i++)
        hang_length(r, i, lengths.at[i]); /* NOLINT(clang-analyzer-core.NullDereference): as many as times */
}
