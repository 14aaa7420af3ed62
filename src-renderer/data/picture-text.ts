import { texts } from '../i18n/texts.ts';

/** The words of choosing where pictures lie. */
export const pictureText = texts({
  title: { en: 'Pictures of products', zh: '商品图片' },
  help: {
    en: 'The picture column names files. Choose the folder in which they lie: pictures are read from there alone, and nothing is ever fetched from a network. The choice stays on this machine.',
    zh: '图片列中是文件名。请选择这些文件所在的文件夹：只从该文件夹读取图片，从不联网获取。此选择只保存在本机。',
  },
  onlyDesktop: {
    en: 'Pictures are shown in the desktop app, where the folder with the files can be chosen.',
    zh: '商品图片在桌面应用中显示，可在那里选择图片文件夹。',
  },
  choose: { en: 'Choose the picture folder', zh: '选择图片文件夹' },
  another: { en: 'Choose another folder', zh: '另选文件夹' },
  forget: { en: 'Show no pictures', zh: '不显示图片' },
  found: {
    en: '{found, number} of {looked, plural, one {# file} other {# files}} found.',
    zh: '{looked, number} 个文件中找到 {found, number} 个。',
  },
});
