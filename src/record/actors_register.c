/* Who there is in the document: finding or entering states, bodies, offices and persons, and chaining their mentions. */
#include "record/actors.h"
#include <string.h>

const char *text_of(Actors *c, uint32_t first, uint32_t last) {
    Buf b = {.arena = c->arena};
    for (uint32_t i = first; i < last; i++) {
        if (i > first && !glued(c, i)) buf_putc(&b, ' ');
        buf_str(&b, token_str(c->a, i));
    }
    return buf_cstr(&b);
}

Str folded(Actors *c, uint32_t first, uint32_t last) {
    Buf b = {.arena = c->arena};
    for (uint32_t i = first; i < last; i++) {
        if (i > first && !glued(c, i)) buf_putc(&b, ' ');
        utf8_fold(token_str(c->a, i), &b);
    }
    return (Str){b.p, b.n};
}

const char *polity_of_state(const Actors *c, uint32_t state) {
    return c->know->states.all.at[state].code;
}

Actor *actor_of_ref(Actors *c, Ref ref) {
    return &c->r->actors.at[ref - 1];
}

Ref actor_new(Actors *c, ActorKind kind, const char *name, const char *polity) {
    Actor *a = vec_push(c->arena, &c->r->actors);
    a->kind = kind;
    a->name = name;
    a->polity = polity;
    return c->r->actors.n;
}

void actor_mention(Actors *c, Ref ref, uint32_t first, uint32_t last, MentionForm form) {
    Actor *a = actor_of_ref(c, ref);
    *vec_push(c->arena, &a->mentions) = (Mention){tokens_span(c->a, first, last), form, first, last};
    for (uint32_t i = first; i < last; i++)
        if (!c->r->actor_of[i]) c->r->actor_of[i] = ref;
}

Ref state_actor(Actors *c, uint32_t state) {
    if (!c->states[state]) {
        const State *s = &c->know->states.all.at[state];
        c->states[state] = actor_new(c, ACTOR_STATE, s->name, s->code);
    }
    return c->states[state];
}

static Str key_of(Actors *c, const char *name) {
    Buf b = {.arena = c->arena};
    utf8_fold(str_of(name), &b);
    return (Str){b.p, b.n};
}

void body_alias(Actors *c, Str alias, Ref ref) {
    hash_add(&c->bodies, alias, ref);
}

Ref body_actor(Actors *c, const char *name, ActorKind kind, const char *polity, const char *sector) {
    Str key = key_of(c, name);
    uint32_t known = hash_get(&c->bodies, key);
    if (known != HASH_NONE) return known;
    Ref ref = actor_new(c, kind, name, polity);
    actor_of_ref(c, ref)->sector = sector;
    hash_set(&c->bodies, key, ref);
    return ref;
}

Ref organisation_actor(Actors *c, const Organisation *org) {
    return body_actor(c, org->name, org->series ? ACTOR_SERIES : ACTOR_ORGANISATION, org->polity, org->sector);
}

Ref office_actor(Actors *c, const char *office, const char *polity, const Office *head) {
    Str key = str_of(arena_printf(c->arena, "%s %s", polity ? polity : "-", office));
    uint32_t known = hash_get(&c->offices, key);
    if (known != HASH_NONE) return known;
    const State *s = states_by_code(&c->know->states, polity);
    const char *name = s        ? arena_printf(c->arena, "%s of %s%s", office, s->article ? "the " : "", s->name)
                       : polity ? arena_printf(c->arena, "%s of the %s", office, polity)
                                : office;
    Ref ref = actor_new(c, ACTOR_OFFICE, name, polity);
    Actor *a = actor_of_ref(c, ref);
    a->office = office;
    a->sector = head->sector;
    hash_set(&c->offices, key, ref);
    return ref;
}

/* ---- persons ---- */

enum { NAMESAKES = 32 }; /* persons of one surname that are looked at, the latest first */

Person *person_of(Actors *c, Ref ref) {
    uint32_t at = ref && ref < c->person_of_cap ? c->person_of[ref] : 0;
    return at ? &c->persons.at[at - 1] : NULL;
}

static Person *enter_person(Actors *c, Ref ref) {
    while (c->person_of_cap <= ref)
        c->person_of = vec_grow(c->arena, c->person_of, &c->person_of_cap, sizeof *c->person_of);
    Person *p = vec_push(c->arena, &c->persons);
    p->actor = ref;
    c->person_of[ref] = c->persons.n;
    return p;
}

/* Where the words of a name part: units of it joined by hyphens. */
enum { NAME_UNITS = 12 };
typedef struct {
    uint32_t first[NAME_UNITS], last[NAME_UNITS], n;
} Units;

static Units units_of(const Actors *c, uint32_t first, uint32_t last) {
    Units u = {.n = 0};
    for (uint32_t i = first; i < last && u.n < NAME_UNITS;) {
        uint32_t e = i + 1;
        while (e + 1 < last && c->words[e] == c->naming->hyphen && glued(c, e)) e += 2;
        if (c->words[i] == c->naming->comma || (word_class(c, i) & NAMING_SUFFIX)) {
            i = e;
            continue;
        }
        u.first[u.n] = i;
        u.last[u.n++] = e;
        i = e;
    }
    return u;
}

static bool surname_first(const Actors *c, const Units *u, const char *polity) {
    uint64_t first = word_class(c, u->first[0]);
    if (u->n < 2 || u->n > 3 || !(first & NAMING_SURNAME_FIRST) || u->last[0] - u->first[0] > 1) return false;
    if (u->last[1] - u->first[1] > 1) return true; /* Cho Tae-yul */
    static const char *const east[] = {"KOR", "PRK", "CHN", "TWN", "VNM", "SGP", "MMR", "KHM", "HKG"};
    for (size_t i = 0; polity && i < sizeof east / sizeof *east; i++)
        if (strcmp(polity, east[i]) == 0) return true;
    if (first & (NAMING_GIVEN_HE | NAMING_GIVEN_SHE)) return false;
    return !(word_class(c, u->first[u->n - 1]) & NAMING_SURNAME_FIRST) || u->n == 3;
}

typedef struct {
    Str surname, given, middle;
    uint32_t n;
} NameParts;
static NameParts parts_of(Actors *c, uint32_t first, uint32_t last, const char *polity) {
    Units u = units_of(c, first, last);
    NameParts parts = {.n = u.n};
    if (!u.n) return parts;
    uint32_t sur = surname_first(c, &u, polity) ? 0 : u.n - 1;
    /* al-Assad, el-Sisi: the particle is no part of the surname's key */
    uint32_t from = u.first[sur];
    while (from + 2 < u.last[sur] && (word_class(c, from) & NAMING_PARTICLE) && c->words[from + 1] == c->naming->hyphen)
        from += 2;
    parts.surname = folded(c, from, u.last[sur]);
    uint32_t given = sur == 0 ? (u.n > 1 ? 1 : 0) : 0;
    bool particles = u.n > 1 && sur > 0 && (word_class(c, u.first[given]) & NAMING_PARTICLE); /* "von der Leyen" */
    if (particles) parts.n = 1;
    if (u.n > 1 && !particles) parts.given = folded(c, u.first[given], sur == 0 ? u.last[u.n - 1] : u.last[given]);
    if (u.n > 2 && !particles && sur > 1) parts.middle = folded(c, u.first[1], u.last[1]);
    return parts;
}

/* Equal, an initial, a beginning, or one the short form of the other: joseph, joe, j. */
static bool one_given_fits(const Naming *naming, Str a, Str b) {
    if (!a.n || !b.n) return true;
    Str s = a.n < b.n ? a : b, l = a.n < b.n ? b : a;
    size_t n = s.n;
    if (n == 2 && s.p[1] == '.') n = 1;
    return memcmp(s.p, l.p, n) == 0 || naming_same_given(naming, a, b);
}

static bool is_initial(Str given) {
    return given.n == 2 && given.p[1] == '.';
}

/* "L. Paul Bremer" goes by his second name. */
static bool given_fits(const Naming *naming, const Person *p, const NameParts *parts) {
    if (one_given_fits(naming, p->given, parts->given)) return true;
    if (is_initial(p->given) && p->middle.n) return one_given_fits(naming, p->middle, parts->given);
    return is_initial(parts->given) && parts->middle.n && one_given_fits(naming, p->given, parts->middle);
}

static bool same_office(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

/* Whether what is told here can be told of the person. */
static bool facts_fit(Actors *c, const Person *p, const PersonFacts *f, const NameParts *parts, const char *office) {
    const Actor *a = actor_of_ref(c, p->actor);
    if (p->nameless || !given_fits(c->naming, p, parts)) return false;
    if (p->given.n && parts->given.n) return true;
    if (f->polity && p->explicit_polity && a->polity && strcmp(f->polity, a->polity) != 0) return false;
    /* a lone surname with another kind of office is another man: President Kim, Minister Kim */
    if (office && a->office && f->standing != STANDING_FORMER && a->standing != STANDING_FORMER &&
        f->title->office != p->head && f->title->office && p->head &&
        strcmp(f->title->office->level, p->head->level) != 0 && !f->then && a->standing != STANDING_NOMINEE &&
        a->standing != STANDING_ELECT && f->standing == STANDING_NONE)
        return false;
    if (f->gender && p->gender && f->gender != (int)p->gender) return false;
    return true;
}

static Person *find_person(Actors *c, const PersonFacts *f, const NameParts *parts, const char *office) {
    Person *best = NULL;
    uint32_t left = NAMESAKES;
    for (uint32_t at = hash_get(&c->surnames, parts->surname); at != HASH_NONE && at && left--;
         at = c->persons.at[at - 1].next) {
        Person *p = &c->persons.at[at - 1];
        if (!facts_fit(c, p, f, parts, office)) continue;
        const Actor *a = actor_of_ref(c, p->actor);
        bool better = !best || same_office(a->office, office) || (parts->given.n && p->given.n && !best->given.n);
        if (better) best = p;
        if (office && same_office(a->office, office)) break;
    }
    return best;
}

static void index_name(Actors *c, const Person *p, uint32_t first, uint32_t last) {
    uint32_t number = (uint32_t)(p - c->persons.at) + 1;
    for (uint32_t i = first; i < last; i++)
        if ((c->tokens[i].flags & TOKEN_LETTERS) && is_capital(c, i))
            hash_set(&c->name_words, folded(c, i, i + 1), number);
    Units u = units_of(c, first, last);
    for (uint32_t k = 0; k < u.n; k++)
        if (u.last[k] > u.first[k] + 1) hash_set(&c->name_words, folded(c, u.first[k], u.last[k]), number);
}

/* "Secretary" becomes "Secretary of State", "Envoy" "Special Envoy", a rank gives way to a command. */
static bool says_more(Actors *c, const Person *p, const PersonFacts *f, const char *polity) {
    const char *had = actor_of_ref(c, p->actor)->office, *now = title_name(c, f->title, polity);
    if (!p->head || f->then || f->standing == STANDING_FORMER || strlen(now) <= strlen(had)) return false;
    bool level = strcmp(p->head->level, f->title->office->level) == 0;
    return level && (strstr(now, had) || (strcmp(p->head->sector, "MIL") == 0 && strstr(now, " of ")));
}

static void take_title(Actors *c, Person *p, const PersonFacts *f, const char *polity) {
    Actor *a = actor_of_ref(c, p->actor);
    if (!f->title) return;
    bool stronger = !a->office || (a->standing == STANDING_FORMER && f->standing != STANDING_FORMER && !f->then) ||
                    (p->head && f->title->office->level && strcmp(p->head->level, "official") == 0 &&
                     f->title->office != p->head && !f->then && f->standing != STANDING_FORMER) ||
                    (p->head == f->title->office && !a->office);
    if (a->office && says_more(c, p, f, polity)) stronger = true;
    if (f->title->weak && a->office) stronger = false;
    if (!stronger) return;
    a->office = title_name(c, f->title, polity);
    a->sector = f->title->office->sector;
    a->standing = f->standing ? f->standing : f->then ? STANDING_FORMER : STANDING_CURRENT;
    p->head = f->title->office;
}

/* The name as it is written in running text: JOSEPH R. BIDEN -> Joseph R. Biden. */
static const char *name_text(Actors *c, uint32_t first, uint32_t last) {
    const char *text = text_of(c, first, last);
    if (!name_in_capitals(str_of(text)) || strlen(text) < 4) return text;
    char *name = arena_copy(c->arena, text, strlen(text));
    for (size_t i = 1; name[i]; i++) {
        bool inside = (name[i - 1] >= 'A' && name[i - 1] <= 'Z') || (name[i - 1] >= 'a' && name[i - 1] <= 'z');
        if (inside && name[i] >= 'A' && name[i] <= 'Z') name[i] = (char)(name[i] - 'A' + 'a');
    }
    return name;
}

Ref person_actor(Actors *c, const PersonFacts *f) {
    const char *polity = f->polity ? f->polity : f->title ? title_polity(f->title) : NULL;
    NameParts parts = parts_of(c, f->name_first, f->name_last, polity);
    const char *office = f->title ? title_name(c, f->title, polity) : NULL;
    Person *p = find_person(c, f, &parts, office);
    const char *name = name_text(c, f->name_first, f->name_last);
    if (!p) {
        p = enter_person(c, actor_new(c, ACTOR_PERSON, name, polity));
        p->surname = parts.surname;
        uint32_t before = hash_get(&c->surnames, parts.surname);
        p->next = before == HASH_NONE ? 0 : before;
        hash_set(&c->surnames, parts.surname, c->persons.n);
        index_name(c, p, f->name_first, f->name_last);
    }
    Actor *a = actor_of_ref(c, p->actor);
    bool shouted = name_in_capitals(str_of(text_of(c, f->name_first, f->name_last)));
    if (parts.n > p->units || (parts.n == p->units && p->shouted && !shouted)) {
        if (p->units) a->name = name;
        p->shouted = shouted;
        p->units = parts.n;
        if (parts.given.n) p->given = parts.given, p->middle = parts.middle;
        index_name(c, p, f->name_first, f->name_last);
    }
    if (polity && (!a->polity || !p->explicit_polity)) a->polity = polity;
    if (f->polity) p->explicit_polity = true;
    take_title(c, p, f, a->polity);
    if (f->gender && !p->gender) p->gender = f->gender;
    uint64_t given = 0;
    for (uint32_t i = f->name_first; i < f->name_last; i++) given |= word_class(c, i);
    if (!p->gender && (given & NAMING_GIVEN_SHE) && !(given & NAMING_GIVEN_HE)) p->gender = GENDER_SHE;
    if (!p->gender && (given & NAMING_GIVEN_HE) && !(given & NAMING_GIVEN_SHE)) p->gender = GENDER_HE;
    bool named = f->first <= f->name_first && f->name_last <= f->last;
    actor_mention(c, p->actor, f->first, f->last, named ? FORM_NAME : FORM_TITLE);
    return p->actor;
}

Ref person_by_word(Actors *c, uint32_t first, uint32_t last) {
    Str key = folded(c, first, last);
    Person *best = NULL;
    uint32_t left = NAMESAKES;
    for (uint32_t at = hash_get(&c->surnames, key); at != HASH_NONE && at && left--; at = c->persons.at[at - 1].next) {
        Person *p = &c->persons.at[at - 1];
        if (p->nameless) continue;
        if (!best || p->seen > best->seen || (p->seen == best->seen && !best->seen)) best = p;
    }
    if (best) return best->actor;
    uint32_t at = hash_get(&c->name_words, key);
    return at != HASH_NONE && at ? c->persons.at[at - 1].actor : 0;
}
