/** The page that says what is collected, without its sentences, which are loaded with it. */
export const collects = {
  title: 'Tác tử thu thập gì',
  intro:
    'Mọi thông tin rời khỏi máy đều có trong danh sách dưới đây. Danh sách được lập từ chính các khuôn dữ liệu mà máy chủ dùng để kiểm tra: thứ không có trong danh sách thì máy chủ không nhận.',
  neverTitle: 'Không bao giờ thu thập',
  never: [
    'Tên người dùng, tài khoản, thư điện tử.',
    'Tên cửa sổ, chương trình đang chạy, tệp, ảnh chụp màn hình, phím gõ, vị trí.',
    'Trang web đã xem, tên miền đã hỏi, nội dung truyền trên mạng.',
    'Địa chỉ phần cứng (MAC), số điện thoại hay danh tính của người dùng wifi; chỉ có một con số đếm gộp.',
    'Thiết bị khác trong mạng: không dò quét, không nghe lén. Chỉ kiểm tra địa chỉ do quản trị viên ghi và máy cho phép.',
  ],
  alsoTitle: 'Máy chủ không thể làm',
  also: [
    'Chạy lệnh, mở màn hình hay lấy tệp trên máy: tác tử không có chức năng đó và không mở cổng nào.',
    'Cài trên máy có bí mật nhà nước, mạng LAN độc lập hay mạng truyền số liệu chuyên dùng: cần người có trách nhiệm xác nhận trước.',
  ],
  field: 'Trường dữ liệu',
  choices: (words: string) => `Giá trị: ${words}`,
  notNamed: 'Trường mới, chưa có lời giải thích.',
  count: (n: string) => `${n} mục`,
  removal: 'Gỡ tác tử bằng một lệnh; không để lại gì trên máy.',
  footer: 'Chân trang',
};
