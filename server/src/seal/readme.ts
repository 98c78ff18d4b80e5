import { localDateOf, startOfDay } from '@wardwatch/shared/calendar';
import type { ChainHead } from '../store/chain.ts';

/** What the text names. */
export interface ReadmeFacts {
  exportedAt: number;
  head: ChainHead;
  fingerprint: string;
}

/** `README.txt` of a bundle: what it is and how to verify it, Vietnamese first. */
export function readme(facts: ReadmeFacts): string {
  return `${vietnamese(facts)}\n\n${'='.repeat(78)}\n\n${english(facts)}`;
}

function vietnamese({ exportedAt, head, fingerprint }: ReadmeFacts): string {
  return `WARDWATCH — BẰNG CHỨNG CỦA SỔ THEO DÕI SỰ CỐ
Xuất lúc ${vietnamTime(exportedAt)} (giờ Việt Nam)

ĐÂY LÀ GÌ
Toàn bộ sổ theo dõi sự cố, với từng lần sửa đổi, theo đúng thứ tự đã ghi. Mỗi lần sửa đổi mang mã băm (hash) của
lần trước nó; đầu chuỗi được ký mỗi ngày một lần. Sửa, chèn, xóa hay cắt bớt bất cứ chỗ nào đều bị phát hiện.

KIỂM TRA
1. Cài Node.js bản 20 trở lên. Không cần mạng, không cần phần mềm nào khác.
2. Mở cửa sổ lệnh trong thư mục này và chạy:
       node verify.mjs --fingerprint DẤU_VÂN_TAY --head SỐ:MÃ_BĂM
   Lấy DẤU_VÂN_TAY và SỐ:MÃ_BĂM từ một văn bản đã phát hành (bản giấy hoặc bản ký số), KHÔNG lấy từ tệp này.
   Có thể ghi --fingerprint và --head nhiều lần. Không có hai mục này thì chỉ kiểm tra được bên trong.
3. Dòng cuối là kết quả. Mã thoát 0: hợp lệ; 1: không hợp lệ.
Nếu nghi ngờ chính verify.mjs, hãy dùng bản lấy từ nơi khác:  node verify.mjs THƯ_MỤC_NÀY ...

CÁC TỆP
revisions.jsonl   từng lần sửa đổi, mỗi dòng một lần (JSON)
seals.jsonl       dấu niêm phong từng ngày: số lần sửa đổi, mã băm cuối, chữ ký
attachments/      tệp đính kèm, tên tệp là SHA-256 của nội dung
public-key.pem    khóa công khai (Ed25519) để kiểm tra chữ ký
head.json         đầu chuỗi lúc xuất, mã băm của mọi tệp khác, và chữ ký
verify.mjs        chương trình kiểm tra
README.txt        tệp này

LÚC XUẤT
Số lần sửa đổi:        ${head.count}
Mã băm cuối:           ${head.hash}
Dấu vân tay của khóa:  ${fingerprint}

CHỨNG MINH ĐƯỢC VÀ KHÔNG CHỨNG MINH ĐƯỢC
Được: không gì trong sổ bị sửa, chèn, xóa, cắt bớt hay đổi thứ tự sau khi niêm phong; tệp đính kèm đúng là tệp đã lưu;
so với --fingerprint: không ai ký lại bằng khóa khác; so với --head: những gì có trước văn bản đó vẫn còn nguyên.
Không được: điều ghi trong sổ có đúng sự thật hay không; ai đang giữ khóa. Người giữ khóa và máy chủ có thể viết lại
toàn bộ sổ; chỉ các số đã in trong văn bản phát hành (--head) mới cho thấy điều đó.
`;
}

function english({ exportedAt, head, fingerprint }: ReadmeFacts): string {
  return `WARDWATCH — EVIDENCE OF THE OUTAGE LEDGER
Exported at ${vietnamTime(exportedAt)} (time of Việt Nam)

WHAT THIS IS
The whole outage ledger with every revision, in the order in which they were written. Each revision carries the hash of
the one before; the head of the chain is signed once a day. Whatever is edited, inserted, deleted or cut off shows.

HOW TO VERIFY
1. Install Node.js 20 or newer. Neither a network nor any other program is needed.
2. Open a command window in this folder and run:
       node verify.mjs --fingerprint FINGERPRINT --head COUNT:HASH
   Take FINGERPRINT and COUNT:HASH from a document that was issued (on paper or signed), NOT from this file.
   Both may be given several times. Without them only the bundle's agreement with itself is checked.
3. The last line is the result. Exit code 0: valid; 1: not valid.
Should verify.mjs itself be in doubt, use a copy from elsewhere:  node verify.mjs THIS_FOLDER ...

FILES
revisions.jsonl   every revision, one a line (JSON)
seals.jsonl       the daily seals: count of revisions, last hash, signature
attachments/      attached files, each named by the SHA-256 of its content
public-key.pem    public key (Ed25519) of the signatures
head.json         head of the chain at the export, hashes of all other files, and a signature
verify.mjs        the program that verifies
README.txt        this file

AT THE EXPORT
Revisions:              ${head.count}
Last hash:              ${head.hash}
Fingerprint of the key: ${fingerprint}

WHAT IT PROVES AND WHAT NOT
It proves: nothing in the ledger was edited, inserted, deleted, cut off or reordered since it was sealed; attachments are
the files that were stored; with --fingerprint: nobody signed again with another key; with --head: what there was when
that document was issued is still there, unchanged.
It does not prove: that what was written is true; who holds the key. Whoever holds both the key and the server can write
the whole ledger anew; only figures printed in issued documents (--head) show that.
`;
}

/** `2026-09-01 08:05`, as clocks in Việt Nam show it. */
function vietnamTime(at: number): string {
  const date = localDateOf(at);
  const minutes = Math.floor((at - startOfDay(date)) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
