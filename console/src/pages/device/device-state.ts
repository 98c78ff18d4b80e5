import type { DeviceRow } from '@wardwatch/shared/api';
import type { DeviceKind } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';
import './device-link.ts';
import './device-point.ts';
import './device-posture.ts';
import './device-power.ts';
import type { DevicePresent } from './device-present.ts';
import './device-watched.ts';

/** Network boxes run no agent: they have no posture and watch nothing. */
const BOXES: ReadonlySet<DeviceKind> = new Set(['router', 'access-point']);

/** What a device is like now: heartbeat, power, line, security, what it watches. Sends `ww-key`. */
@customElement('ww-device-state')
export class DeviceState extends LocalizedElement {
  static override styles = [base, page];

  @property({ attribute: false }) row: DeviceRow | undefined;
  @property({ attribute: false }) present: DevicePresent | undefined;
  @property({ type: Number }) now = 0;
  /** Whether the reader may change what is watched, and make keys. */
  @property({ type: Boolean }) editable = false;

  override render(): TemplateResult | '' {
    const { row, present } = this;
    if (!row || !present || row.status === 'pending') return '';
    const editable = this.editable && row.status === 'active';
    const isBox = present.point !== undefined || BOXES.has(row.kind);
    return html`<div class="page">
      ${
        present.point
          ? html`<ww-device-point
              .point=${present.point}
              .heardAt=${row.lastHeardAt}
              .now=${this.now}
              .editable=${editable}
            ></ww-device-point>`
          : html`<ww-device-power .row=${row} .battery=${present.battery} .latest=${present.latest}></ww-device-power>`
      }
      <ww-device-link .row=${row} .used=${present}></ww-device-link>
      ${
        isBox
          ? ''
          : html`<ww-device-posture .event=${present.latest.get('posture')} .now=${this.now}></ww-device-posture>
              <ww-device-watched .row=${row} .editable=${editable}></ww-device-watched>`
      }
    </div>`;
  }
}
