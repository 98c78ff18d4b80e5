import {
  equipmentRow,
  type EquipmentRow,
  IMPORT_TYPES,
  importPreview,
  type ImportPreview,
  importResult,
  type ImportResult,
  inventory,
  type Inventory,
  profileRow,
  type ProfileRow,
  type SaveEquipmentRequest,
} from '@wardwatch/shared/api';
import type { ApiResult } from './api-failure.ts';
import { anything, type Sender } from './sender.ts';

/** Addresses of files that the server writes; links of the page, so that the browser saves them itself. */
export const INVENTORY_FILES = {
  xlsx: '/api/inventory/export.xlsx',
  sitesCsv: '/api/inventory/sites.csv',
  equipmentCsv: '/api/inventory/equipment.csv',
  template: '/api/inventory/template.xlsx',
} as const;

/** The part of the server's interface that keeps what stands where: profiles, equipment, import. */
export class InventoryApi {
  readonly #sender: Sender;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** What the ward keeps of its sites. */
  all(signal?: AbortSignal): Promise<ApiResult<Inventory>> {
    return this.#sender.get('/api/inventory', inventory, signal);
  }

  /** Answers with the row as it is then; `revised` where somebody else saved one since. */
  saveProfile(row: ProfileRow): Promise<ApiResult<ProfileRow>> {
    return this.#sender.send('POST', '/api/profiles', row, profileRow);
  }

  /** A new item, where it has no id. Answers with the row as it is then. */
  saveItem(request: SaveEquipmentRequest): Promise<ApiResult<EquipmentRow>> {
    return this.#sender.send('POST', '/api/equipment', request, equipmentRow);
  }

  /** An item that was entered by mistake. */
  removeItem(id: string, revision: number): Promise<ApiResult<true>> {
    return this.#sender.send('POST', `/api/equipment/${encodeURIComponent(id)}/remove`, { revision }, anything);
  }

  /** What a file would change and what is wrong in it; nothing is written. */
  preview(file: File, signal?: AbortSignal): Promise<ApiResult<ImportPreview>> {
    return this.#sender.uploadFor('/api/inventory/preview', typed(file), importPreview, signal);
  }

  /** Writes the previewed file, all of it or nothing. */
  import(file: File, digest: string): Promise<ApiResult<ImportResult>> {
    return this.#sender.uploadFor(`/api/inventory/import?digest=${digest}`, typed(file), importResult);
  }
}

/** The file with the type that its name promises: what browsers say of CSV differs from machine to machine. */
function typed(file: File): Blob {
  const type = file.name.toLowerCase().endsWith('.csv') ? IMPORT_TYPES.csv : IMPORT_TYPES.xlsx;
  return file.slice(0, file.size, type);
}
