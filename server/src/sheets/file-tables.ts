import type { SheetTable } from '@wardwatch/shared/inventory';

/** Why a file has no tables to read. */
export type TablesRefused = 'file-unreadable' | 'file-encrypted' | 'file-empty' | 'archive-refused';
/** The tables of a file. */
export type FileTables = { ok: true; tables: SheetTable[] } | { ok: false; error: TablesRefused };
