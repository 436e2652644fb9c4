/* Names of months and weekdays as they stand in dates, in small letters; a name in capitals only where the fold of date.c leaves its
 * first letter as it is. Sorted by bytes. A name that is another month's in another language (Croatian "listopada") stands once,
 * as more pages use it; short forms that are common words elsewhere ("des") are left out. */
#include "ingest/date_names.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    char text[24];
    int8_t value;
} DateName;

/* bg ca cs da de el en es fi fr hr hu id it nl no pl pt ro ru sk sv tr uk; shared spellings once */
static const DateName months[] = {
    {"abr", 4},           {"abril", 4},       {"ago", 8},        {"agost", 8},       {"agosto", 8},
    {"agustus", 8},       {"août", 8},        {"apr", 4},        {"april", 4},       {"aprile", 4},
    {"aprilie", 4},       {"apríla", 4},      {"aralık", 12},    {"aug", 8},         {"august", 8},
    {"augusta", 8},       {"augusti", 8},     {"augustus", 8},   {"augusztus", 8},   {"avr", 4},
    {"avril", 4},         {"ağustos", 8},     {"března", 3},     {"czerwca", 6},     {"dec", 12},
    {"december", 12},     {"decembra", 12},   {"decembrie", 12}, {"desember", 12},   {"desembre", 12},
    {"dez", 12},          {"dezember", 12},   {"dezembro", 12},  {"dic", 12},        {"dicembre", 12},
    {"diciembre", 12},    {"dubna", 4},       {"déc", 12},       {"décembre", 12},   {"ekim", 10},
    {"elokuuta", 8},      {"ene", 1},         {"enero", 1},      {"eylül", 9},       {"feb", 2},
    {"febbraio", 2},      {"febrer", 2},      {"febrero", 2},    {"februar", 2},     {"februari", 2},
    {"februarie", 2},     {"february", 2},    {"február", 2},    {"februára", 2},    {"fev", 2},
    {"fevereiro", 2},     {"fév", 2},         {"févr", 2},       {"février", 2},     {"gen", 1},
    {"gener", 1},         {"gennaio", 1},     {"giu", 6},        {"giugno", 6},      {"grudnia", 12},
    {"haziran", 6},       {"heinäkuuta", 7},  {"helmikuuta", 2}, {"huhtikuuta", 4},  {"ianuarie", 1},
    {"iulie", 7},         {"iunie", 6},       {"jan", 1},        {"janeiro", 1},     {"januar", 1},
    {"januari", 1},       {"january", 1},     {"január", 1},     {"januára", 1},     {"janv", 1},
    {"janvier", 1},       {"joulukuuta", 12}, {"juil", 7},       {"juillet", 7},     {"juin", 6},
    {"jul", 7},           {"julho", 7},       {"juli", 7},       {"julio", 7},       {"juliol", 7},
    {"july", 7},          {"jun", 6},         {"june", 6},       {"junho", 6},       {"juni", 6},
    {"junio", 6},         {"juny", 6},        {"jänner", 1},     {"júla", 7},        {"július", 7},
    {"júna", 6},          {"június", 6},      {"kasım", 11},     {"kesäkuuta", 6},   {"kolovoza", 8},
    {"května", 5},        {"kwietnia", 4},    {"ledna", 1},      {"lipca", 7},       {"lipnja", 6},
    {"listopada", 11},    {"listopadu", 11},  {"lokakuuta", 10}, {"lug", 7},         {"luglio", 7},
    {"lutego", 2},        {"maaliskuuta", 3}, {"maart", 3},      {"mag", 5},         {"maggio", 5},
    {"mai", 5},           {"maig", 5},        {"maio", 5},       {"maj", 5},         {"maja", 5},
    {"mar", 3},           {"marca", 3},       {"march", 3},      {"maret", 3},       {"marraskuuta", 11},
    {"mars", 3},          {"mart", 3},        {"martie", 3},     {"marts", 3},       {"marzo", 3},
    {"març", 3},          {"março", 3},       {"may", 5},        {"mayo", 5},        {"mayıs", 5},
    {"mei", 5},           {"mrt", 3},         {"mája", 5},       {"május", 5},       {"március", 3},
    {"mär", 3},           {"märz", 3},        {"nisan", 4},      {"noiembrie", 11},  {"nov", 11},
    {"november", 11},     {"novembra", 11},   {"novembre", 11},  {"novembro", 11},   {"noviembre", 11},
    {"ocak", 1},          {"oct", 10},        {"october", 10},   {"octobre", 10},    {"octombrie", 10},
    {"octubre", 10},      {"okt", 10},        {"oktober", 10},   {"október", 10},    {"októbra", 10},
    {"ott", 10},          {"ottobre", 10},    {"out", 10},       {"outubro", 10},    {"ožujka", 3},
    {"października", 10}, {"prosinca", 12},   {"prosince", 12},  {"rujna", 9},       {"sep", 9},
    {"sept", 9},          {"september", 9},   {"septembra", 9},  {"septembre", 9},   {"septembrie", 9},
    {"septiembre", 9},    {"set", 9},         {"setembre", 9},   {"setembro", 9},    {"settembre", 9},
    {"sierpnia", 8},      {"siječnja", 1},    {"srpna", 8},      {"srpnja", 7},      {"studenoga", 11},
    {"stycznia", 1},      {"svibnja", 5},     {"syyskuuta", 9},  {"szeptember", 9},  {"tammikuuta", 1},
    {"temmuz", 7},        {"toukokuuta", 5},  {"travnja", 4},    {"veljače", 2},     {"września", 9},
    {"září", 9},          {"április", 4},     {"února", 2},      {"července", 7},    {"června", 6},
    {"října", 10},        {"Şubat", 2},       {"şubat", 2},      {"Απριλίου", 4},    {"Αυγούστου", 8},
    {"Δεκεμβρίου", 12},   {"Ιανουαρίου", 1},  {"Ιουλίου", 7},    {"Ιουνίου", 6},     {"Μαΐου", 5},
    {"Μαρτίου", 3},       {"Νοεμβρίου", 11},  {"Οκτωβρίου", 10}, {"Σεπτεμβρίου", 9}, {"Φεβρουαρίου", 2},
    {"Августа", 8},       {"Апреля", 4},      {"Декабря", 12},   {"Июля", 7},        {"Июня", 6},
    {"Марта", 3},         {"Мая", 5},         {"Ноября", 11},    {"Октября", 10},    {"Сентября", 9},
    {"Февраля", 2},       {"Января", 1},      {"авг", 8},        {"август", 8},      {"августа", 8},
    {"апр", 4},           {"апрель", 4},      {"апреля", 4},     {"април", 4},       {"березня", 3},
    {"вересня", 9},       {"грудня", 12},     {"дек", 12},       {"декабрь", 12},    {"декабря", 12},
    {"декември", 12},     {"жовтня", 10},     {"июл", 7},        {"июль", 7},        {"июля", 7},
    {"июн", 6},           {"июнь", 6},        {"июня", 6},       {"квітня", 4},      {"липня", 7},
    {"листопада", 11},    {"лютого", 2},      {"май", 5},        {"мар", 3},         {"март", 3},
    {"марта", 3},         {"мая", 5},         {"ноември", 11},   {"ноя", 11},        {"нояб", 11},
    {"ноябрь", 11},       {"ноября", 11},     {"окт", 10},       {"октомври", 10},   {"октябрь", 10},
    {"октября", 10},      {"сен", 9},         {"сент", 9},       {"сентябрь", 9},    {"сентября", 9},
    {"септември", 9},     {"серпня", 8},      {"січня", 1},      {"травня", 5},      {"фев", 2},
    {"февраль", 2},       {"февраля", 2},     {"февруари", 2},   {"червня", 6},      {"юли", 7},
    {"юни", 6},           {"янв", 1},         {"январь", 1},     {"января", 1},      {"януари", 1}};

/* da de en es fr hu id it nl no pl ro ru sv tr */
static const DateName weekdays[] = {
    {"csütörtök", 4},   {"cuma", 5},      {"cumartesi", 6}, {"czwartek", 4},  {"dienstag", 2},     {"dimanche", 7},
    {"dinsdag", 2},     {"domenica", 7},  {"domingo", 7},   {"donderdag", 4}, {"donnerstag", 4},   {"duminică", 7},
    {"fredag", 5},      {"freitag", 5},   {"fri", 5},       {"friday", 5},    {"giovedì", 4},      {"hétfő", 1},
    {"jeudi", 4},       {"joi", 4},       {"jueves", 4},    {"jumat", 5},     {"kamis", 4},        {"kedd", 2},
    {"lundi", 1},       {"lunedì", 1},    {"lunes", 1},     {"luni", 1},      {"lördag", 6},       {"lørdag", 6},
    {"maandag", 1},     {"mandag", 1},    {"mardi", 2},     {"martedì", 2},   {"martes", 2},       {"marți", 2},
    {"mercoledì", 3},   {"mercredi", 3},  {"miercuri", 3},  {"minggu", 7},    {"mittwoch", 3},     {"miércoles", 3},
    {"mon", 1},         {"monday", 1},    {"montag", 1},    {"måndag", 1},    {"niedziela", 7},    {"onsdag", 3},
    {"pazar", 7},       {"pazartesi", 1}, {"perşembe", 4},  {"piątek", 5},    {"poniedziałek", 1}, {"péntek", 5},
    {"rabu", 3},        {"sabato", 6},    {"sabtu", 6},     {"salı", 2},      {"samedi", 6},       {"samstag", 6},
    {"sat", 6},         {"saturday", 6},  {"selasa", 2},    {"senin", 1},     {"sobota", 6},       {"sonnabend", 6},
    {"sonntag", 7},     {"sun", 7},       {"sunday", 7},    {"szerda", 3},    {"szombat", 6},      {"sábado", 6},
    {"sâmbătă", 6},     {"söndag", 7},    {"søndag", 7},    {"thu", 4},       {"thur", 4},         {"thurs", 4},
    {"thursday", 4},    {"tirsdag", 2},   {"tisdag", 2},    {"torsdag", 4},   {"tue", 2},          {"tues", 2},
    {"tuesday", 2},     {"vasárnap", 7},  {"vendredi", 5},  {"venerdì", 5},   {"viernes", 5},      {"vineri", 5},
    {"vrijdag", 5},     {"wed", 3},       {"wednesday", 3}, {"weds", 3},      {"woensdag", 3},     {"wtorek", 2},
    {"zaterdag", 6},    {"zondag", 7},    {"çarşamba", 3},  {"środa", 3},     {"воскресенье", 7},  {"вторник", 2},
    {"понедельник", 1}, {"пятница", 5},   {"среда", 3},     {"суббота", 6},   {"четверг", 4}};

static int find(const DateName *names, size_t n, const char *word) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = strcmp(word, names[mid].text);
        if (!order) return names[mid].value;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return 0;
}

int date_month(const char *word) {
    return find(months, sizeof months / sizeof *months, word);
}

int date_weekday(const char *word) {
    return find(weekdays, sizeof weekdays / sizeof *weekdays, word);
}
