/* Cues and their sources: "Cho said", "said Cho", ", adding", "according to the ministry". */
#include "record/statements_parts.h"

enum { CUE_WORDS = 5 }; /* words in a cue of cues.tsv */

char token_char(const Analysis *a, uint32_t i) {
    return a->doc->text[a->tokens.at[i].begin];
}

bool token_adverb(const Record *r, uint32_t i) {
    if (r->actor_of[i] || r->time_of[i] || (r->words->tokens.at[i].flags & TOKEN_PUNCT)) return false;
    if (word_is(r, i, WORD_ADVERB) && !word_is(r, i, WORD_PREPOSITION | WORD_RELATIVE)) return true;
    Str s = token_str(r->words, i);
    return s.n > 4 && memcmp(s.p + s.n - 2, "ly", 2) == 0 && !(r->words->tokens.at[i].flags & TOKEN_UPPER_FIRST);
}

static bool quoted(const Saying *s, uint32_t i) {
    return s->outer[i] != 0;
}

static void add_speaker(Record *r, Refs *out, Ref actor) {
    const Actor *a = &r->actors.at[actor - 1];
    if (a->kind == ACTOR_GROUP && a->members.n) {
        for (uint32_t i = 0; i < a->members.n; i++) *vec_push(r->arena, out) = a->members.at[i];
        return;
    }
    for (uint32_t i = 0; i < out->n; i++)
        if (out->at[i] == actor) return;
    *vec_push(r->arena, out) = actor;
}

/* The actors that the phrases joined to phrase p (1-based) within [first, last) name; a list in front of its head's modifiers. */
static void speakers_of(Saying *s, uint32_t phrase, Cue *cue) {
    Clauses *c = &s->clauses;
    for (uint32_t p = phrase, n = 0; p && n < c->phrases.n; p = c->phrases.at[p - 1].next, n++) {
        const Phrase *at = &c->phrases.at[p - 1];
        if (at->first < cue->source_first || at->first >= cue->source_last) break;
        if (at->actor) add_speaker(s->r, &cue->speakers, at->actor);
    }
}

/* Between a subject and its verb there may stand a comma, adverbs and a time: they belong to neither. */
static uint32_t trim_source(const Saying *s, uint32_t first, uint32_t last) {
    const Record *r = s->r;
    while (last > first + 1) {
        uint32_t i = last - 1;
        bool comma = token_char(r->words, i) == ',' || token_char(r->words, i) == '-';
        if (!comma && !token_adverb(r, i) && !r->time_of[i] &&
            !(word_is(r, i, WORD_PREPOSITION) && last < s->last && r->time_of[last]))
            break;
        last--;
    }
    return last;
}

/* The end of the subject phrase: with the appositions and relative clauses up to the verb, but not over another verb of the same subject
 * ("Cho met Wang and said"). */
static uint32_t subject_end(const Saying *s, const Phrase *p, uint32_t last) {
    const Clauses *c = &s->clauses;
    uint32_t end = p->last;
    for (uint32_t n = p->next, k = 0; n && k < c->phrases.n && c->phrases.at[n - 1].last <= last;
         n = c->phrases.at[n - 1].next, k++)
        if (c->phrases.at[n - 1].last > end) end = c->phrases.at[n - 1].last;
    for (uint32_t i = end; i < last; i++) {
        const VerbGroup *v = clauses_verb(c, i);
        if (!v || v->first != i || v->shape != VERB_FINITE) continue;
        uint32_t k = i;
        while (k > end && !word_is(s->r, k - 1, WORD_RELATIVE) &&
               !(v->subject && c->phrases.at[v->subject - 1].first > p->last))
            k--;
        if (k > end) continue; /* in a relative clause, or of another subject */
        while (i > end &&
               (token_adverb(s->r, i - 1) || word_is(s->r, i - 1, WORD_AND) || token_char(s->r->words, i - 1) == ','))
            i--;
        return i;
    }
    return last;
}

static bool mark_between(const Saying *s, uint32_t from, uint32_t to) {
    for (uint32_t i = from; i < to; i++)
        if (quoted(s, i)) return true;
    return false;
}

/* A colon parts a speaker's name from the speech: "MS. PARK: I think". */
static uint32_t past_colon(const Saying *s, uint32_t first, uint32_t last) {
    for (uint32_t i = first; i + 1 < last; i++)
        if (token_char(s->r->words, i) == ':' && (s->r->words->tokens.at[i].flags & TOKEN_PUNCT)) first = i + 1;
    return first;
}

static bool subject_source(Saying *s, const VerbGroup *v, Cue *cue) {
    Clauses *c = &s->clauses;
    if (!v->subject) return false;
    const Phrase *p = &c->phrases.at[v->subject - 1];
    uint32_t head = p->list ? p->list : v->subject;
    if (c->phrases.at[head - 1].first < p->first) p = &c->phrases.at[head - 1];
    while (p->preposition && p->next &&
           c->phrases.at[p->next - 1].last <= v->first) { /* "risen to 12, officials and relatives said" */
        head = p->next;
        p = &c->phrases.at[head - 1];
    }
    if (p->first >= v->first || mark_between(s, p->last, v->first) || quoted(s, p->first)) return false;
    cue->source_first = past_colon(s, p->first, v->first);
    cue->source_last = trim_source(s, cue->source_first, v->first);
    speakers_of(s, head, cue);
    uint32_t relative =
        cue->source_last - 1; /* "the senator, who said": the pronoun is the source, its noun the speaker */
    if (relative > p->first && relative + 1 == cue->source_last && word_is(s->r, relative, WORD_RELATIVE)) {
        cue->source_first = relative;
    } else {
        cue->source_last = subject_end(s, p, cue->source_last);
    }
    if (!cue->speakers.n) speakers_of(s, v->subject, cue);
    return true;
}

/* Where the noun phrase that starts at `i`, with its appositions, ends: the source of "said Cho Tae-yul, the foreign minister". */
static uint32_t source_end(const Saying *s, uint32_t i) {
    const Record *r = s->r;
    uint32_t e = i;
    bool relative = false; /* ", who served as ...": all of it belongs to the source */
    for (; e < s->last && !quoted(s, e); e++) {
        relative |= word_is(r, e, WORD_RELATIVE) && e > i && token_char(r->words, e - 1) == ',';
        char c = token_char(r->words, e);
        bool mark = r->words->tokens.at[e].flags & TOKEN_PUNCT;
        if (mark && (c == '.' || c == '?' || c == '!' || c == ';' || c == ':' ||
                     (c == '-' && (r->words->tokens.at[e].flags & TOKEN_SPACE_BEFORE))))
            break;
        if (mark && token_str(r->words, e).n == 3 && memcmp(token_str(r->words, e).p, "\xE2\x80\x94", 3) == 0) break;
        if (relative) continue;
        if (r->time_of[e]) break;
        const VerbGroup *v = clauses_verb(&s->clauses, e);
        if (v && v->first == e && e > i && !(e > i + 1 && word_is(r, e - 1, WORD_RELATIVE)) && v->shape != VERB_REDUCED)
            break;
        if (mark && c == ',' && e + 1 < s->last) {
            if (quoted(s, e + 1) || token_is(r, e + 1, "according") ||
                word_is(r, e + 1, WORD_SUBORDINATOR | WORD_AND) || word_is(r, e + 1, WORD_CLAUSAL))
                break;
            const Phrase *p = clauses_phrase(&s->clauses, e + 1); /* ", Cho said": the clause goes on */
            if (p && p->last < s->last && clauses_verb(&s->clauses, p->last)) break;
        }
        if (e > i && word_is(r, e, WORD_CLAUSAL)) break;
        if (e > i && (token_is(r, e, "in") || token_is(r, e, "at") || token_is(r, e, "during"))) {
            uint32_t n = e + 1;
            while (n < s->last && (word_is(r, n, WORD_DET | WORD_POSSESSIVE))) n++;
            if (n < s->last &&
                (lexicon_match(&r->know->cues.media, r->words->words, s->last, n).length || token_is(r, e, "during")))
                break;
        }
    }
    while (e > i && (token_char(r->words, e - 1) == ',' || word_is(r, e - 1, WORD_PREPOSITION))) e--;
    return e;
}

static bool inverted_source(Saying *s, Cue *cue) {
    const Phrase *p = cue->last < s->last ? clauses_phrase(&s->clauses, cue->last) : NULL;
    if (!p || p->first != cue->last || p->is_time || cue->first == s->first) return false;
    char before = token_char(s->r->words, cue->first - 1);
    if (!quoted(s, cue->first - 1) && before != ',') return false;
    cue->inverted = true;
    cue->source_first = cue->last;
    cue->source_last = source_end(s, cue->last);
    speakers_of(s, s->clauses.phrase_of[cue->last - s->clauses.first], cue);
    return cue->source_last > cue->source_first;
}

/* "..., said one source in the room.": the same, where nothing but marks follows. */
static bool closing_inversion(Saying *s, Cue *cue) {
    Cue try = *cue;
    if (!inverted_source(s, &try)) return false;
    uint32_t i = try.source_last;
    while (i < s->last && token_char(s->r->words, i) == ',') i++;
    const VerbGroup *v = i < s->last ? clauses_verb(&s->clauses, i) : NULL;
    if (v && v->shape == VERB_FINITE) return false;
    if (i < s->last && i == try.source_last && !(s->r->words->tokens.at[i].flags & TOKEN_PUNCT) &&
        !word_is(s->r, i, WORD_CLAUSAL) && !s->r->time_of[i] && !word_is(s->r, i, WORD_PREPOSITION))
        return false;
    *cue = try;
    return true;
}

static bool shared_source(Saying *s, Cue *cue) {
    if (!s->cues.n) return false;
    const Cue *before = &s->cues.at[s->cues.n - 1];
    if (before->source_last <= before->source_first) return false;
    cue->shared = true;
    cue->source_first = before->source_first;
    cue->source_last = before->source_last;
    cue->speakers = before->speakers;
    return true;
}

/* The noun phrase that ends where the cue begins, for a verb that the view of clauses took for a noun: "The ministry reports that". */
static bool phrase_source(Saying *s, Cue *cue) {
    if (cue->first == s->first) return false;
    const Phrase *p = clauses_phrase(&s->clauses, cue->first - 1);
    if (!p || p->first >= cue->first || quoted(s, p->first)) return false;
    cue->source_first = p->first;
    cue->source_last = trim_source(s, p->first, cue->first);
    speakers_of(s, s->clauses.phrase_of[cue->first - 1 - s->clauses.first], cue);
    return true;
}

/* Whether reported words follow at once: "that", a quotation, a colon. */
static bool said_next(const Saying *s, uint32_t i) {
    if (i < s->last && (token_char(s->r->words, i) == ',' || token_char(s->r->words, i) == ':')) i++;
    return i < s->last && (quoted(s, i) || token_is(s->r, i, "that"));
}

static LexMatch cue_match(const Saying *s, uint32_t i) {
    const Record *r = s->r;
    Word words[CUE_WORDS] = {word_entry(r, i).lemma};
    uint32_t n = 1;
    while (words[0] && n < CUE_WORDS && i + n < s->last) {
        words[n] = r->words->words[i + n];
        n++;
    }
    return words[0] ? lexicon_match(&r->know->cues.verbs, words, n, 0) : (LexMatch){0, 0};
}

/* The words that are cue: the verb group from its head on, particles, the adverbs in front. */
static void cue_words(const Saying *s, const VerbGroup *v, uint32_t i, uint32_t length, Cue *cue) {
    cue->head = i;
    cue->first = v ? v->first : i;
    cue->last = i + length;
    while (cue->first > s->first && !quoted(s, cue->first - 1) &&
           (token_adverb(s->r, cue->first - 1) ||
            (word_is(s->r, cue->first - 1, WORD_ADVERB) && s->r->time_of[cue->first - 1])))
        cue->first--;
}

/* A plain form that is as often a noun ("the Tanzania blast") is a verb only behind a subject in the plural or a pronoun. */
static bool noun_by_looks(const Saying *s, const VerbGroup *v, uint8_t forms) {
    if (!(forms & VERB_OR_NOUN) || (forms & (VERB_PAST | VERB_THIRD | VERB_ING)) || !v->subject) return false;
    const Phrase *p = &s->clauses.phrases.at[v->subject - 1];
    Str head = token_str(s->r->words, p->head);
    return !word_is(s->r, p->head, WORD_PRONOUN) && p->list == v->subject && !p->next && head.p[head.n - 1] != 's';
}

static bool verb_cue(Saying *s, uint32_t i, Cue *cue) {
    const Record *r = s->r;
    LexMatch m = cue_match(s, i);
    if (!m.length) return false;
    cue->frames = r->know->cues.frames.at[m.value];
    const VerbGroup *v = clauses_verb(&s->clauses, i);
    bool behind_quote = i > s->first && (quoted(s, i - 1) || token_char(r->words, i - 1) == ',');
    uint8_t forms = word_entry(r, i).forms;
    bool before_that =
        i + m.length < s->last && token_is(r, i + m.length, "that") && (forms & (VERB_PAST | VERB_THIRD));
    if (v && v->head != i) return false;
    if (!v && !(behind_quote && (forms & (VERB_PAST | VERB_THIRD | VERB_ING))) && !before_that) return false;
    bool finite = v ? v->shape == VERB_FINITE : (forms & (VERB_PAST | VERB_THIRD)) != 0;
    /* Verbs of saying seldom make "the words said by ...": before a clause they are what the subject did. */
    if (v && v->shape == VERB_REDUCED && v->ambiguous && (cue->frames & CUE_CLAUSE) && !v->negated && v->subject &&
        !(i + 1 < s->last && word_is(r, i + 1, WORD_PREPOSITION)))
        finite = true;
    if (v && (v->negated || (!finite && (v->passive || v->shape == VERB_REDUCED)) ||
              (v->shape == VERB_FINITE && v->passive)))
        return false;
    if (v && v->shape == VERB_INFINITIVE && !said_next(s, i + m.length)) return false;
    if (v && v->shape == VERB_FINITE && v->first == i && noun_by_looks(s, v, forms)) return false;
    cue->verb = v ? s->clauses.verb_of[i - s->clauses.first] : 0;
    cue_words(s, v, i, m.length, cue);
    if (behind_quote && v && v->ambiguous && (cue->frames & CUE_OBJECT) && token_char(r->words, i - 1) == ',' &&
        i + m.length < s->last && !token_is(r, i + m.length, "that") && word_is(r, i + m.length, WORD_PREPOSITION))
        return false; /* "Rubio, confirmed as secretary" */
    if (finite && behind_quote && (forms & (VERB_PAST | VERB_THIRD)) && (cue->frames & CUE_CLAUSE) &&
        (quoted(s, i - 1) || !(cue->frames & CUE_OBJECT)) && closing_inversion(s, cue))
        return true;
    if (v && (finite || v->shape == VERB_INFINITIVE) && subject_source(s, v, cue)) return true;
    if (finite && !(v && v->subject) && (before_that || v) && phrase_source(s, cue)) return true;
    if (finite && inverted_source(s, cue)) return true;
    if (!v && (forms & VERB_ING)) return said_next(s, i + m.length) && shared_source(s, cue);
    if (v && v->shape == VERB_GERUND) return shared_source(s, cue) || subject_source(s, v, cue);
    return v && finite && i > s->first && word_is(r, i - 1, WORD_AND) && shared_source(s, cue);
}

static bool source_cue(Saying *s, uint32_t i, Cue *cue) {
    const Record *r = s->r;
    LexMatch m = lexicon_match(&r->know->cues.sources, r->words->words, s->last, i);
    if (!m.length) return false;
    cue->head = cue->first = i;
    cue->last = i + m.length;
    cue->source_first = cue->last;
    cue->source_last = source_end(s, cue->last);
    if (cue->source_last <= cue->source_first) return false;
    if (s->clauses.last > cue->last && cue->last >= s->clauses.first)
        speakers_of(s, s->clauses.phrase_of[cue->last - s->clauses.first], cue);
    return true;
}

void cues_find(Saying *s) {
    s->cues.n = 0;
    for (uint32_t i = s->first; i < s->last; i++) {
        if (quoted(s, i)) continue;
        Cue cue = {0};
        if (!source_cue(s, i, &cue)) {
            cue = (Cue){0};
            if (!verb_cue(s, i, &cue)) continue;
        }
        *vec_push(s->r->arena, &s->cues) = cue;
        if (cue.last > i + 1) i = cue.last - 1;
    }
}
