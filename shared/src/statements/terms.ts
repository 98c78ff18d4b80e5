import type { StatementTerms } from './statement.ts';

const COMPUTERS = 'may tinh|may vi tinh|may tram|laptop|dan may|may moc thiet bi';
const STAFF = 'can bo|cong chuc|vien chuc|cbccvc|cbcc|cc|ccvc|nguoi lao dong|nhan vien|doi ngu|bo phan chuyen mon';
const PEOPLE = 'nguoi dan|nhan dan|cong dan|doanh nghiep|to chuc|ca nhan|ba con|khach hang|dan cu';
const HOUSES =
  'nha van hoa|nvh|nvhtdp|nha vh|nha sinh hoat cong dong|nha sinh hoat|nha hop|thiet che van hoa|diem sinh hoat';
const WIFI =
  'internet (?:cong cong|[a-z ]{0,16}mien phi)|wifi|wi-fi|wi fi|internet mien phi|mang khong day|internet khong day|diem phat song';
const TEAMS =
  'to cong nghe so|to cnscd|tcnscd|cnscd|to cns|to cns cong dong|to so cong dong|to chuyen doi so cong dong|to cds cong dong|cong nghe so cong dong';
const ONLINE = 'dich vu cong|dvc|dvctt|dvc tt|dvcqg';
const PROCEDURES = 'thu tuc hanh chinh|tthc|thu tuc';
const IDENTITY = 'dinh danh dien tu|vneid|dinh danh|dddt|tai khoan dien tu|can cuoc dien tu';
const STEADY =
  'lien tuc|khong gian doan|khong bi gian doan|khong xay ra gian doan|khong de gian doan|khong de xay ra gian doan|khong lam gian doan|khong de xay ra tinh trang gian doan|khong ngat quang|khong dut quang|khong bi ngat|thong suot|xuyen suot|khong dut doan|khong ngung|khong ngung tre|khong dinh tre|khong ach tac|khong bi ach tac|khong tac nghen|khong un tac|khong tam ngung|tron tru|thong thoang|khong dung|khong phai dung|khong bi dung|khong co gian doan|(?:khong|chua|tranh|han che|giam)[a-z ]{0,30} (?:gian doan|ngat quang|dinh tre|ach tac|dut quang|tac nghen|un tac|un u)';
const LACKING =
  'chua|khong co|con thieu|thieu|han che|khong du|chua co|con yeu|chua duoc|bat cap|chua dong bo|khong dam bao|khong bao dam|mong';
const ALL_OF = '100%|100 %|toan bo|tat ca|moi|het thay|tron ven|day du|tuyet doi|#%|# %|deu';
const MONEY = 'kinh phi|nguon luc|ngan sach|von|tai chinh|nguon von|dau tu|phu cap|thu lao|che do|tien';

/** How the statements of the catalogue are known in a text. */
export const TERMS = {
  C01: {
    topics: ['infrastructure', 'government'],
    anchor:
      'lan|mang noi bo|mang cuc bo|mang may tinh|ha tang mang|mang noi mang|he thong mang tai|mang tru so|he thong mang',
    needs: [
      'nang cap|cai tao|hoan thien|lap dat|dau tu|dong bo|bo sung|lam moi|cung co|thay the|sua chua|chinh trang|dua vao|mo rong|nang cao',
    ],
    hints: ['tru so|co quan|noi lam viec', 'lan'],
    against: ['chuyen dung', 'mang xa hoi', 'internet'],
  },
  C02: {
    topics: ['infrastructure', 'government'],
    anchor: `${COMPUTERS}|thiet bi tin hoc|may lam viec`,
    needs: [
      `trang bi|bo tri|cap phat|mua sam|duoc cap|cap|giao|thay|bo sung|co|du|dau tu`,
      `${STAFF}|cau hinh|phu hop|dap ung`,
    ],
    hints: ['cau hinh|hieu nang|phu hop', STAFF, 'trung tam|mot cua|hanh chinh cong|pvhcc'],
    against: ['mang may tinh', 'kien nghi|de nghi'],
  },
  C03: {
    topics: ['infrastructure', 'government'],
    anchor: STEADY,
    needs: [`${PEOPLE}|phuc vu(?! hanh chinh)|tiep dan`],
    hints: ['phuc vu(?! hanh chinh)', PEOPLE, 'gian doan', 'yeu cau|nhu cau'],
    against: [
      'ho so truc tuyen|truc tuyen|dia gioi',
      'van ban',
      'khong ngung nang|khong ngung hoan|khong ngung doi moi',
    ],
    rivals: ['C14'],
  },
  C04: {
    topics: ['infrastructure', 'government'],
    anchor: `nhan su|nhan luc|bien che|con nguoi|nguoi lam viec|nguoi truc|du nguoi|vi tri viec lam|luc luong|(?:${STAFF}).*(?:tiep nhan|giai quyet|mot cua|tra ket qua|truc quay)|(?:tiep nhan|giai quyet|mot cua|tra ket qua).*(?:${STAFF})`,
    needs: [
      `tiep nhan|giai quyet|mot cua|${PROCEDURES}|tra ket qua|truc quay|quay|tai trung tam|trung tam phuc vu`,
      'day du|du|bo tri|phan cong|kip du|dam bao|bao dam|cu|sap xep|phan bo|kien toan',
    ],
    hints: [
      'nhan su|nhan luc|so luong|du nguoi|bien che|nguoi lam viec',
      'tiep nhan|giai quyet',
      'theo quy dinh|dung quy dinh',
      'bo tri|phan cong|cu|day du|du',
    ],
    against: [COMPUTERS, 'chu ky so', 'khong phu thuoc', 'so hoa', 'van ban'],
    rivals: ['C02'],
  },
  C05: {
    topics: ['infrastructure', 'government', 'digitisation'],
    anchor:
      'so lieu chuyen dung|mang chuyen dung|tslcd|truyen so lieu|mang rieng cua dang|duong truyen chuyen dung|mang wan chuyen dung|mang dien rong cua dang',
    needs: [],
    hints: ['dang', 'mat', 'van ban', 'an toan', 'trien khai|van hanh|ket noi|su dung'],
    against: [LACKING],
  },
  C06: {
    topics: ['awareness', 'results'],
    anchor:
      'truyen thanh|loa|dai phat thanh|phat thanh|trang thong tin|cong thong tin|website|trang tin|mang xa hoi|zalo|facebook|fanpage|trang web',
    needs: [
      'truyen thanh|loa|dai phat thanh|phat thanh|trang thong tin|cong thong tin|website|trang tin|mang xa hoi|zalo|facebook|fanpage|trang web',
    ],
    hints: [
      'truyen thanh|loa|phat thanh',
      'trang thong tin|cong thong tin|website|trang tin|trang web',
      'mang xa hoi|zalo|facebook|fanpage',
    ],
    against: ['ban hang|kinh doanh'],
  },
  C07: {
    topics: ['awareness', 'results'],
    anchor: ONLINE,
    needs: [
      'khuyen khich|van dong|huong dan|tuyen truyen|ho tro|gioi thieu|dong vien|thoi quen|van dong|pho bien|lam quen|su dung|dung|nop|keu goi',
    ],
    hints: [
      'khuyen khich|van dong|huong dan|dong vien|keu goi',
      PEOPLE,
      'thoi quen|moi truong dien tu|truyen thong|truc tiep',
    ],
    against: ['so hoa', 'thong suot'],
    rivals: ['C26', 'C29'],
  },
  C08: {
    topics: ['digitisation', 'government'],
    anchor: IDENTITY,
    needs: ['#/#|#%|# %|ty le|tai khoan|tren tong so|# tai khoan|# nguoi|# cong dan'],
    hints: ['14 tuoi|du 14', '#/#|tren tong so', 'tai khoan', '#%|# %|ty le'],
    against: ['phan dau|nang ty le|muc tieu'],
    rivals: ['C24'],
  },
  C09: {
    topics: ['digitisation', 'government'],
    anchor: 'so hoa|quet|scan|chuyen sang dang so|chuyen sang ban dien tu',
    needs: ['ho so|tai lieu|giay to|van ban'],
    hints: [ALL_OF, 'phat sinh|moi|hinh thanh|den dau', 'tai lieu', 'theo quy dinh|dung quy dinh'],
    against: [PROCEDURES, 'dich vu cong|dvc', 'quang ba|kinh doanh'],
    rivals: ['C13'],
  },
  C10: {
    topics: ['digitisation', 'government'],
    anchor:
      'van ban di|van ban den|di va den|di, den|di/den|den va di|den/di|den, di|di - den|van ban giay to di|van ban phat hanh|van ban|ky so',
    needs: ['ky so|xu ly|luu tru|dien tu|phan mem|tren he thong|moi truong mang', 'van ban|cong van'],
    hints: [
      'di va den|di, den|di/den|den va di|den, di|van ban di|van ban den|den/di|di - den',
      'ky so',
      'luu tru|luu',
      ALL_OF,
    ],
    against: [`100% (?:${STAFF})`, 'chu ky so', 'bao cao', 'mat', 'ban hanh', 'nghi quyet|ke hoach so'],
    rivals: ['C11'],
  },
  C11: {
    topics: ['government', 'digitisation'],
    anchor:
      'quan ly van ban|qlvb|van ban va dieu hanh|phan mem dieu hanh|qlvb&dh|qlvbdh|qlvb-dh|van ban dieu hanh|dieu hanh tac nghiep|van ban, dieu hanh|he thong bao cao|thong tin bao cao|phan mem quan ly',
    needs: [`${STAFF}|su dung|dung|khai thac|lam viec tren|thao tac`],
    hints: [
      STAFF,
      '100%|100 %|toan bo|tat ca|toan the',
      'bao cao',
      'dung chung|do tinh|do thanh pho|cua tinh|cua thanh pho|chung',
    ],
    against: ['van ban di|di va den|di, den|van ban den|di/den', 'chu ky so|chung thu so'],
    rivals: ['C10'],
  },
  C12: {
    topics: ['government', 'digitisation'],
    anchor: 'chu ky so|chung thu so|ckscd|chu ky dien tu|cks|ky so chuyen dung',
    needs: [`${STAFF}|duoc cap|cap phat|su dung|da cap|cap|lanh dao`],
    hints: ['chuyen dung|cong vu', STAFF, '100%|100 %|toan bo|tat ca|toan the', 'cap'],
    against: ['van ban di|van ban den', LACKING],
  },
  C13: {
    topics: ['government'],
    anchor: 'so hoa|quet|scan|chuyen sang dang so|ban dien tu',
    needs: [`${PROCEDURES}|dich vu cong|dvc|ho so`],
    hints: [PROCEDURES, 'dich vu cong|dvc', ALL_OF, 'tai su dung|cung cap lai|co so du lieu|csdl'],
    against: [],
    rivals: ['C09'],
  },
  C14: {
    topics: ['government'],
    anchor: STEADY,
    needs: [`ho so|${ONLINE}|${PROCEDURES}|truc tuyen|tiep nhan|qua mang|moi truong mang`],
    hints: [
      'ho so|xu ly|giai quyet',
      'truc tuyen|qua mang|moi truong mang',
      'dia gioi|phi dia gioi|bat ky|bat cu',
      'thong suot|lien tuc',
    ],
    against: ['van hanh', 'khong ngung nang|khong ngung hoan|khong ngung doi moi'],
    rivals: ['C03'],
  },
  C15: {
    topics: ['government'],
    anchor:
      'on dinh|van hanh|hoat dong tot|hoat dong binh thuong|khong loi|khong xay ra loi|khong co loi|khong su co|khong xay ra su co|muot ma|tron tru',
    needs: ['he thong|phan mem|nen tang|cac he thong|ung dung'],
    hints: [
      'cap tren|chuyen mon|so, nganh|so nganh|don vi cung cap|nha cung cap|thanh pho|tinh',
      'phoi hop|ket hop|trao doi|lien he',
      'on dinh',
      'quy trinh|ra soat|cap nhat|chuan hoa',
    ],
    against: ['ho so truc tuyen', 'truyen so lieu', 'lan', 'truyen thanh'],
  },
  C16: {
    topics: ['economy', 'awareness'],
    anchor:
      'thanh toan dien tu|thanh toan khong|thanh toan truc tuyen|khong dung tien mat|khong tien mat|thanh toan so|quet ma|ma qr|vi dien tu|ttkdtm|chuyen khoan|thanh toan qua|thanh toan phi',
    needs: [],
    hints: [
      PEOPLE,
      'van dong|tuyen truyen|khuyen khich|su dung',
      'phuong thuc|hinh thuc',
      'ho kinh doanh|tieu thuong|cho',
    ],
    against: [],
  },
  C17: {
    topics: ['economy', 'awareness', 'results'],
    anchor: TEAMS,
    needs: [],
    hints: [
      'kien toan|cung co|nang cao|duy tri|phat huy|hoat dong|thanh lap',
      'thon|to dan pho|tdp|khu dan cu|khu pho',
      'doan vien|thanh nien|doan thanh nien',
    ],
    against: ['kinh phi|phu cap', LACKING],
    rivals: ['C23', 'C27', 'C30'],
  },
  C18: {
    topics: ['difficulties'],
    anchor:
      'an toan thong tin|attt|an ninh mang|an ninh thong tin|an toan, an ninh|an toan mang|bao mat|attm|anm|atttm|an toan he thong',
    needs: [`${LACKING}|kho khan|han che`],
    hints: ['he thong|dieu kien|giai phap|bien phap|cong tac', LACKING],
    against: ['truyen so lieu'],
  },
  C19: {
    topics: ['difficulties'],
    anchor:
      'mat dien|dien luoi|nguon dien|luu dien|cup dien|ups|may phat|cat dien|dien du phong|nguon du phong|du phong dien|ngung cap dien|ngat dien|du phong ve dien|su co dien|luoi dien|he thong dien|cung cap dien|mat nguon|su co nguon|du phong nguon|phuong an du phong|dien du tru|dien sinh hoat',
    needs: [`${LACKING}|kho khan|gian doan|anh huong|du phong`],
    hints: ['du phong', LACKING, 'phuong an|giai phap'],
    against: [],
  },
  C20: {
    topics: ['difficulties', 'requests', 'plan', 'infrastructure', 'government'],
    anchor: 'tuong lua|firewall|buc tuong lua',
    needs: [],
    hints: ['de xuat|de nghi|kien nghi|xin|to trinh|trinh', 'trang bi|mua sam|lap dat|dau tu', 'thiet bi'],
    against: [],
  },
  C21: {
    topics: ['difficulties'],
    anchor: HOUSES,
    needs: [
      `${LACKING}|trang`,
      'ha tang|cong nghe thong tin|cntt|thiet bi|may tinh|duong truyen|ket noi|ky thuat so|vien thong|internet',
    ],
    hints: [
      'ha tang',
      'cong nghe thong tin|cntt|ky thuat so',
      '30|ca #|# diem|# nha|toan bo|tat ca|to dan pho',
      'chua',
    ],
    against: [WIFI, 'de xuat|de nghi|kien nghi|to trinh'],
    rivals: ['C25'],
  },
  C22: {
    topics: ['difficulties'],
    anchor: `${WIFI}|phu song`,
    needs: [`${HOUSES}|to dan pho|tdp|cac diem|diem nay`, `${LACKING}|de xuat|cho|trang`],
    hints: ['mien phi', 'de xuat|de nghi|kien nghi|to trinh|xin', HOUSES, LACKING],
    against: [],
    rivals: ['C25'],
  },
  C23: {
    topics: ['difficulties'],
    anchor: TEAMS,
    needs: [`${MONEY}|ho tro|dai ngo|kinh te`, `${LACKING}|kho|khong|tu nguyen`],
    hints: ['kinh phi|phu cap|thu lao|ho tro', 'thanh vien', 'duy tri|lau dai|thuong xuyen|nhiet tinh|ben vung'],
    against: [],
    rivals: ['C17', 'C27', 'C30'],
  },
  C24: {
    topics: ['plan'],
    anchor: IDENTITY,
    needs: ['#%|# %|ty le|nang|phan dau|dat|tang|hoan thanh|chi tieu'],
    hints: ['#%|# %', 'nang|phan dau|dat|tang|dua|hoan thanh', '14 tuoi|nguoi dan|cong dan'],
    against: [],
    rivals: ['C08'],
  },
  C25: {
    topics: ['plan'],
    anchor: `${WIFI}|phu song`,
    needs: [`${HOUSES}|to dan pho|tdp|khu dan cu|diem cong cong`],
    hints: [
      'mien phi',
      HOUSES,
      'mot so|# nha|# diem|it nhat|toi thieu|truoc mat|thi diem',
      'trien khai|lap dat|dua vao|phu song|cung cap|trang bi',
    ],
    against: [],
    rivals: ['C22', 'C21'],
  },
  C26: {
    topics: ['plan'],
    anchor: `${ONLINE}|toan trinh|ho so truc tuyen|nop truc tuyen`,
    needs: [],
    hints: ['toan trinh', 'day manh|tang cuong|nang|thuc day|mo rong|tang|dua', 'truc tuyen|dvctt'],
    against: ['kinh phi'],
    rivals: ['C07', 'C29'],
  },
  C27: {
    topics: ['plan'],
    anchor: TEAMS,
    needs: [],
    hints: [
      'mo hinh',
      'hoan thien|nang cao|cung co|kien toan|phat huy|nhan rong|duy tri',
      'hieu qua|ben vung|thuc chat',
    ],
    against: ['kinh phi|phu cap'],
    rivals: ['C17', 'C23', 'C30'],
  },
  C28: {
    topics: ['requests'],
    anchor: MONEY,
    needs: [`ha tang|may tinh|duong truyen|${WIFI}|bang thong|thiet bi|cntt|cong nghe thong tin|internet`],
    hints: [
      'kinh phi',
      'nang cap|dau tu|mua sam|trang bi',
      'may tinh',
      `${WIFI}|internet|duong truyen|bang rong`,
      `${HOUSES}|co quan chuyen mon|phong chuyen mon|phong ban`,
      'xem xet|de nghi|uu tien|quan tam',
    ],
    against: [TEAMS, 'thanh vien', 'tuong lua|firewall'],
    rivals: ['C30', 'C23'],
  },
  C29: {
    topics: ['requests'],
    anchor: `${ONLINE}|ho so truc tuyen|nop truc tuyen|qua mang`,
    needs: ['ty le|tang|nang|su dung|muc tieu|chi tieu|day manh|ket qua|hoan thanh'],
    hints: ['ty le|so luong', 'nang|tang', 'muc tieu|chi tieu|dieu kien|tien de|co so|nen tang|de phuc vu|nham'],
    against: [],
    rivals: ['C07', 'C26'],
  },
  C30: {
    topics: ['requests'],
    anchor: TEAMS,
    needs: [`${MONEY}|co che|chinh sach|ho tro|che do`],
    hints: [
      'co che|chinh sach|quy dinh|che do',
      'kinh phi|phu cap|thu lao|ho tro',
      'thanh vien',
      'thuong xuyen|hang thang|dinh ky',
      'xem xet|de nghi|ban hanh|quan tam|som',
    ],
    against: [],
    rivals: ['C17', 'C23', 'C27', 'C28'],
  },
} as const satisfies Record<string, StatementTerms>;
