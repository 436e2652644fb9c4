/* demarche: the diplomatic record of a text. The only public header; its sections follow the pipeline.
 *
 * Ownership: what a *_new or *_open function returns is freed by its *_free or *_close; everything else that is returned
 * belongs to the object it came from and lives as long. Text is UTF-8. Nothing here prints, exits, or reads the clock or the
 * environment. An engine may be shared by threads; a record belongs to one thread at a time. */
#ifndef DEMARCHE_H
#define DEMARCHE_H
#ifdef __cplusplus
extern "C" {
#endif

#define DM_VERSION "0.1.0"

/* ---- errors ---- */

/* The values are those of sysexits.h, so that a command can exit with them. */
typedef enum {
    DM_OK = 0,
    DM_USAGE = 64,     /* a call or command that makes no sense */
    DM_DATA = 65,      /* input that cannot be read as what it should be */
    DM_NO_INPUT = 66,  /* no such file */
    DM_BUG = 70,       /* our fault */
    DM_NO_MEMORY = 71, /* the machine or a stated limit */
    DM_IO = 74,        /* reading or writing failed */
    DM_AGAIN = 75,     /* busy: try later */
    DM_CONFIG = 78     /* a knowledge file or option file is wrong */
} dm_code;

typedef struct {
    dm_code code;
    int line;          /* 1-based line of the file named in the message; 0 if none */
    char message[480]; /* names the file, the place and the remedy */
} dm_error;

#ifdef __cplusplus
}
#endif
#endif
