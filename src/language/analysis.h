/* The words of a document: tokens and sentences in the conventions of Universal Dependencies English, and its quotations. */
#ifndef DM_LANGUAGE_ANALYSIS_H
#define DM_LANGUAGE_ANALYSIS_H
#include "ingest/document.h"
#include "know/knowledge.h"

enum {                        /* Token.flags */
       TOKEN_UPPER_FIRST = 1, /* first letter is upper case */
       TOKEN_ALL_UPPER = 2,   /* two letters or more, all upper case */
       TOKEN_DIGITS = 4,      /* digits only */
       TOKEN_HAS_DIGIT = 8,
       TOKEN_PUNCT = 16,        /* no letter, no digit */
       TOKEN_SPACE_BEFORE = 32, /* white space, or the start of a block, stands before it */
       TOKEN_SENTENCE_START = 64,
       TOKEN_QUOTE_OPEN = 128, /* a quotation mark that opens, double or single */
       TOKEN_QUOTE_CLOSE = 256,
       TOKEN_LETTERS = 512 /* has a letter */
};

typedef struct {
    uint32_t begin, end; /* bytes of Document.text */
    uint16_t flags;
} Token;

typedef struct {
    uint32_t first, last; /* tokens [first, last) */
    uint32_t block;       /* index into Document.blocks */
} Sentence;

/* A stretch in quotation marks, marks included. One that runs over paragraphs (each opened by a mark, only the last closed) is
 * one quote per paragraph, the later ones `continues`. */
typedef struct {
    uint32_t first, last; /* tokens [first, last) */
    uint32_t depth;       /* 0 = outermost */
    bool continues;       /* goes on from the quote before */
    bool closed;          /* its closing mark is there */
    bool single;          /* single quotation marks */
} Quote;

typedef struct Analysis {
    const Document *doc;
    Vec(Token) tokens;
    Word *words; /* of each token, its number in the vocabulary; parallel to tokens */
    Vec(Sentence) sentences;
    uint32_t *sentence_of; /* of each token */
    Vec(Quote) quotes;     /* by first token */
} Analysis;

void analysis_read(const Document *doc, const Knowledge *know, Analysis *out);

static inline Str token_str(const Analysis *a, uint32_t i) {
    return (Str){a->doc->text + a->tokens.at[i].begin, a->tokens.at[i].end - a->tokens.at[i].begin};
}
static inline Span tokens_span(const Analysis *a, uint32_t first, uint32_t last) { /* [first, last), last > first */
    return (Span){a->tokens.at[first].begin, a->tokens.at[last - 1].end};
}
uint32_t token_at(const Analysis *a, uint32_t byte); /* the first token that ends after `byte`; tokens.n if none */

#endif
