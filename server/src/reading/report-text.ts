/** Why a file is no report. */
export type ReportRefused = 'file-unreadable' | 'file-encrypted' | 'file-empty' | 'archive-refused';
/** What was seen on the way in. */
export type ReadingNote = 'tracked-changes' | 'images-left-out';
/** Text of a report with composed letters (NFC), a blank line between paragraphs where the file tells them apart. */
export type ReportText = { ok: true; text: string; notes: ReadingNote[] } | { ok: false; error: ReportRefused };
