/* Pieces: cutting, measuring, and turning what is left into blocks. */
#include "ingest/pieces.h"
#include "base/utf8.h"
#include "ingest/furniture.h"
#include "ingest/meta.h"

enum {
    SENTENCE_WORDS = 7,   /* fewest words of a line that ends in a full stop to read as a sentence */
    SENTENCE_LONG = 22,   /* so many words read as running text whatever they end in */
    SIGNATURE_WORDS = 10, /* longest line of a signature */
    SIGNATURE_PIECES = 4  /* so many pieces from the end may be one */
};

void squeeze(Str s, Buf *out) {
    if (!s.n) return;
    const char *p = s.p, *end = s.p + s.n;
    bool pending = false, any = false;
    while (p < end) {
        int length = 1;
        uint32_t cp = (unsigned char)*p;
        if (cp >= 0x80) cp = utf8_decode(p, end, &length);
        if (cp == 0x00AD || cp == 0x200B || cp == 0x200E || cp == 0x200F || cp == 0x2060 || cp == 0xFEFF ||
            cp == UINT32_C(0xFFFC)) {
            p += length;
            continue;
        }
        if (cp <= ' ' || (cp >= 0x80 && utf8_is_space(cp))) {
            pending = any;
        } else {
            if (pending) buf_putc(out, ' ');
            pending = false;
            any = true;
            buf_put(out, p, (size_t)length);
        }
        p += length;
    }
}

void pieces_start(Pieces *pieces, Arena *arena) {
    *pieces = (Pieces){.arena = arena};
    pieces->key.text.arena = arena;
}

/* "###" or "# # #" behind the last sentence of a release. */
static void cut_end_mark(Buf *b) {
    size_t n = b->n, marks = 0;
    while (n && (b->p[n - 1] == '#' || b->p[n - 1] == ' ')) marks += b->p[--n] == '#';
    if (marks >= 3) b->n = n;
}

void pieces_add(Pieces *pieces, Str text, PieceShape shape, bool gap) {
    Buf b = {.p = arena_bytes(pieces->arena, text.n + 1), .cap = text.n + 1, .arena = pieces->arena};
    squeeze(text, &b);
    cut_end_mark(&b);
    if (!b.n) return;
    *vec_push(pieces->arena, &pieces->all) = (Piece){.text = {b.p, b.n}, .shape = shape, .gap = gap};
}

const LineKey *piece_key(Pieces *pieces, const Piece *piece) {
    line_key(piece->text, &pieces->key);
    return &pieces->key;
}

/* Counts words; *last is the last visible character that is no closing quote or bracket. */
static uint32_t count_words(Str s, uint32_t *last, bool *wordless) {
    const char *p = s.p, *end = s.p + s.n;
    uint32_t words = 0, cjk = 0;
    bool in_word = false;
    *wordless = true;
    *last = 0;
    while (p < end) {
        int length = 1;
        uint32_t cp = (unsigned char)*p;
        if (cp >= 0x80) cp = utf8_decode(p, end, &length);
        p += length;
        bool wordy = (cp >= '0' && cp <= '9') || utf8_is_letter(cp);
        if (wordy) *wordless = false;
        if (cp >= 0x1100 && utf8_is_cjk(cp)) {
            cjk++;
            in_word = false;
        } else if (cp == ' ') {
            in_word = false;
        } else if (wordy && !in_word) {
            words++;
            in_word = true;
        }
        bool closing = cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x2019 || cp == 0x201D ||
                       cp == 0xBB || cp == 0x300D || cp == 0x300F || cp == '*' || cp == ' ';
        if (!closing) *last = cp;
    }
    return words + (cjk + 1) / 2;
}

static bool ends_sentence(uint32_t cp) {
    return cp == '.' || cp == 0x3002 || cp == 0xFF0E || cp == ':' || cp == ';' || cp == 0x2026;
}

static void measure(Pieces *pieces, const Knowledge *know) {
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        Piece *piece = &pieces->all.at[i];
        uint32_t last;
        piece->words = count_words(piece->text, &last, &piece->wordless);
        bool asks = last == '!' || last == '?' || last == 0xFF01 || last == 0xFF1F;
        piece->sentence = (piece->words >= SENTENCE_WORDS && ends_sentence(last)) || piece->words >= SENTENCE_LONG ||
                          (asks && piece->words >= 2 * SENTENCE_WORDS);
        const LineKey *key = piece_key(pieces, piece);
        piece->hash = key->n && key->whole ? hash_bytes(key->text.p, key->text.n) | 1 : 0;
        piece->match = furniture_match(&know->furniture, key);
    }
}

/* Most words begin in upper case, or are numbers. */
static bool name_like(Str s) {
    uint32_t words = 0, upper = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (i && s.p[i - 1] != ' ') continue;
        words++;
        upper += (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= '0' && s.p[i] <= '9') || (unsigned char)s.p[i] >= 0x80;
    }
    return upper * 3 >= words * 2;
}

/* "JOSEPH R. BIDEN JR." under a proclamation; "Done at Seoul, 16 May 2024". */
static void mark_signatures(Pieces *pieces) {
    uint32_t left = SIGNATURE_PIECES;
    bool body = false;
    for (uint32_t i = 0; i < pieces->all.n; i++)
        body |= pieces->all.at[i].sentence && pieces->all.at[i].role == ROLE_TEXT;
    if (!body) return;
    for (uint32_t i = pieces->all.n; i-- > 0 && left;) {
        Piece *piece = &pieces->all.at[i];
        if (piece->role == ROLE_OUT) continue;
        left--;
        if (piece->role != ROLE_TEXT || piece->shape != SHAPE_PLAIN || piece->sentence ||
            piece->words > SIGNATURE_WORDS || !name_like(piece->text))
            return;
        piece->role = ROLE_SIGNATURE;
    }
}

static BlockKind block_kind(const Piece *piece) {
    switch (piece->role) {
    case ROLE_TITLE: return BLOCK_HEADLINE;
    case ROLE_LEAD: return BLOCK_LEAD;
    case ROLE_CAPTION: return BLOCK_CAPTION;
    case ROLE_SIGNATURE: return BLOCK_SIGNATURE;
    case ROLE_TEXT:
    case ROLE_OUT: break;
    }
    if (piece->shape == SHAPE_ITEM) return BLOCK_LIST;
    if (piece->shape == SHAPE_FOOTNOTE) return BLOCK_FOOTNOTE;
    return piece->shape == SHAPE_IMAGE ? BLOCK_CAPTION : BLOCK_BODY;
}

/* A text that is furniture from end to end is given as it is. */
static void keep_something(const Page *page) {
    if (page->title < page->pieces->all.n || page->doc->title) return;
    for (uint32_t i = 0; i < page->pieces->all.n; i++)
        if (page->pieces->all.at[i].role != ROLE_OUT) return;
    for (uint32_t i = 0; i < page->pieces->all.n; i++) page->pieces->all.at[i].role = ROLE_TEXT;
}

static void add_headline(Document *doc, Str text) {
    for (uint32_t i = 0; i < doc->blocks.n; i++)
        if (doc->blocks.at[i].kind == BLOCK_HEADLINE) return; /* the container has given it already */
    document_block(doc, BLOCK_HEADLINE, text);
}

void pieces_publish(Pieces *pieces, Document *doc, const Knowledge *know, Trust trust) {
    measure(pieces, know);
    Page page = {.pieces = pieces, .doc = doc, .know = know, .trust = trust};
    meta_read(&page);
    furniture_mark(&page);
    keep_something(&page);
    mark_signatures(pieces);
    if (page.title < pieces->all.n)
        add_headline(doc, pieces->all.at[page.title].text);
    else if (doc->title)
        add_headline(doc, str_of(doc->title));
    for (uint32_t i = 0; i < pieces->all.n; i++) {
        const Piece *piece = &pieces->all.at[i];
        if (piece->role != ROLE_OUT && piece->role != ROLE_TITLE) document_block(doc, block_kind(piece), piece->text);
    }
}
