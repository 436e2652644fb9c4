/* Scripts first: hangul, kana and Han tell their languages by themselves; then function words. */
#include "ingest/lang.h"
#include "base/utf8.h"

enum {
    LANG_LETTERS = 12, /* fewest letters that tell anything */
    WORD_WEIGHT = 12   /* of a function word that only one language has; others are shared out */
};

typedef struct {
    uint32_t latin, cyrillic, ukrainian, russian, hangul, kana, han, arabic, persian, hebrew, thai, devanagari, greek,
        georgian, armenian;
} Scripts;

static void count_letter(Scripts *s, uint32_t cp) {
    if (cp >= 0xAC00 && cp <= 0xD7A3)
        s->hangul++;
    else if (cp >= 0x3040 && cp <= 0x30FF)
        s->kana++;
    else if ((cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF))
        s->han++;
    else if (cp >= 0x0400 && cp <= 0x052F) {
        s->cyrillic++;
        s->russian += cp == 0x044B || cp == 0x044D || cp == 0x0451 || cp == 0x042B || cp == 0x042D;
        s->ukrainian += cp == 0x0456 || cp == 0x0457 || cp == 0x0454 || cp == 0x0491 || cp == 0x0406 || cp == 0x0404;
    } else if (cp >= 0x0600 && cp <= 0x06FF) {
        s->arabic++;
        s->persian += cp == 0x067E || cp == 0x0686 || cp == 0x06AF || cp == 0x06CC || cp == 0x06A9;
    } else if (cp >= 0x0590 && cp <= 0x05FF)
        s->hebrew++;
    else if (cp >= 0x0E00 && cp <= 0x0E7F)
        s->thai++;
    else if (cp >= 0x0900 && cp <= 0x097F)
        s->devanagari++;
    else if (cp >= 0x0370 && cp <= 0x03FF)
        s->greek++;
    else if (cp >= 0x10A0 && cp <= 0x10FF)
        s->georgian++;
    else if (cp >= 0x0530 && cp <= 0x058F)
        s->armenian++;
    else if (cp < 0x0250 && utf8_is_letter(cp))
        s->latin++;
}

static const char *by_words(Str text, const Languages *languages, Arena *scratch) {
    uint32_t score[LANGUAGES_MAX] = {0}, best = 0, second = 0;
    int winner = -1;
    LineKey key = {.text = {.arena = scratch}};
    while (text.n) { /* a key looks at no more than so many words: take the text in slices that end at a space */
        size_t n = text.n < 256 ? text.n : 256;
        while (n < text.n && n > 128 && text.p[n] != ' ' && text.p[n] != '\n') n--;
        line_key((Str){text.p, n}, &key);
        for (int i = 0; i < key.n; i++) {
            uint32_t set = hash_get(&languages->words, line_key_str(&key, i, i + 1));
            if (set == HASH_NONE) continue;
            uint32_t weight = WORD_WEIGHT / (uint32_t)__builtin_popcount(set);
            for (int k = 0; k < languages->n; k++) score[k] += ((set >> k) & 1) * weight;
        }
        text = (Str){text.p + n, text.n - n};
    }
    for (int k = 0; k < languages->n; k++) {
        if (score[k] > best) {
            second = best;
            best = score[k];
            winner = k;
        } else if (score[k] > second) {
            second = score[k];
        }
    }
    return winner >= 0 && best >= WORD_WEIGHT && best > second + second / 5 ? languages->code[winner] : "und";
}

const char *lang_find(Str text, const Knowledge *know, Arena *scratch) {
    Scripts s = {0};
    size_t n = text.n < LANG_SAMPLE ? text.n : LANG_SAMPLE;
    while (n < text.n && n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80) n--;
    if (!n) return "und";
    const char *p = text.p, *end = text.p + n;
    while (p < end) {
        int length;
        count_letter(&s, utf8_decode(p, end, &length));
        p += length;
    }
    uint32_t cjk = s.hangul + s.kana + s.han, other = s.latin + s.cyrillic + s.arabic + s.hebrew + s.thai +
                                                      s.devanagari + s.greek + s.georgian + s.armenian;
    if (cjk + other < LANG_LETTERS && cjk < LANG_LETTERS / 3) return "und";
    /* a Han character or syllable weighs about as much as two and a half letters */
    if (cjk * 5 / 2 >= other && cjk) {
        if (s.hangul * 3 >= cjk) return "ko";
        return s.kana * 12 >= cjk ? "ja" : "zh";
    }
    struct {
        uint32_t n;
        const char *code;
    } by_script[] = {{s.arabic, s.persian * 25 > s.arabic ? "fa" : "ar"},
                     {s.hebrew, "he"},
                     {s.thai, "th"},
                     {s.devanagari, "hi"},
                     {s.greek, "el"},
                     {s.georgian, "ka"},
                     {s.armenian, "hy"}};
    for (size_t i = 0; i < sizeof by_script / sizeof *by_script; i++)
        if (by_script[i].n * 2 > other) return by_script[i].code;
    if (s.cyrillic * 2 > other && s.ukrainian * 50 > s.cyrillic) return "uk";
    if (s.cyrillic * 2 > other && s.russian > s.ukrainian) return "ru";
    return by_words((Str){text.p, n}, &know->languages, scratch);
}
