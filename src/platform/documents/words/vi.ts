export const vi = {
  empty: 'Tệp rỗng, không có nội dung nào. Hãy chọn lại đúng tệp văn bản.',
  tooLarge: 'Tệp lớn quá mức cho phép (20 MB). Hãy bỏ bớt ảnh trong tệp rồi gửi lại.',
  zipBomb:
    'Tệp nén bung ra quá lớn so với dung lượng nên không được mở. Hãy mở bằng Word, lưu lại dạng .docx rồi gửi tệp vừa lưu.',
  password: 'Tệp có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu, lưu lại rồi gửi.',
  scanned:
    'Tệp PDF này là ảnh chụp (bản quét), không có chữ để đọc. Hãy gửi tệp Word (.docx) của văn bản, hoặc bản PDF ký số xuất từ Word.',
  oldWord: 'Đây là tệp Word cũ (.doc hoặc .rtf). Hãy mở bằng Word, lưu lại dạng .docx rồi gửi tệp vừa lưu.',
  notADocument: 'Tệp này không phải văn bản. Hãy gửi tệp .docx, .pdf (có chữ) hoặc .txt.',
  unreadable: 'Tệp bị hỏng nên không mở được. Hãy mở bằng Word, lưu lại dạng .docx rồi gửi tệp vừa lưu.',
  tooLong: 'Văn bản dài quá mức cho phép (300 trang hoặc 20.000 đoạn). Hãy chia văn bản hoặc bỏ bớt phụ lục số liệu.',
};
