export const vi = {
  signIn: {
    title: 'Đăng nhập',
    login: 'Tên đăng nhập hoặc e-mail',
    password: 'Mật khẩu',
    submit: 'Đăng nhập',
    forgotten: 'Quên mật khẩu?',
    otherWays: 'Cách đăng nhập khác',
    passkey: 'Đăng nhập bằng khóa truy cập (vân tay, khuôn mặt, mã máy)',
    passkeyFailed: 'Khóa truy cập chưa dùng được. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.',
    outside: (name: string) => `Đăng nhập bằng ${name}`,
    help: 'Chưa có tài khoản? Học sinh và cha mẹ hỏi giáo viên chủ nhiệm hoặc văn thư nhà trường; cán bộ hỏi người quản trị của đơn vị.',
  },
  faults: {
    loginMissing: 'Hãy nhập tên đăng nhập hoặc e-mail.',
    passwordMissing: 'Hãy nhập mật khẩu.',
    wrong: 'Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi thử lại.',
    disabled: 'Tài khoản này đã bị khóa. Hãy hỏi văn thư nhà trường hoặc người quản trị của đơn vị.',
    wait: (minutes: number) => `Đã sai quá nhiều lần. Hãy chờ ${minutes} phút rồi thử lại, hoặc hỏi văn thư nhà trường để đặt lại mật khẩu.`,
  },
  done: {
    signedOut: 'Bạn đã đăng xuất.',
  },
};
