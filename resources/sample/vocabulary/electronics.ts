import { noun, style, type CategoryWords } from './words.ts';

export const electronics: CategoryWords = {
  id: 'electronics',
  name: ['Electronics', '数码配件'],
  consumable: false,
  nouns: [
    noun('Phone Case', '手机壳', 14.9, 'Raised edges guard screen and camera.', '边缘加高，保护屏幕和镜头。'),
    noun('Earbuds', '无线耳机', 42.5, 'Six hours of music, more in the case.', '单次六小时，充电盒可续航。'),
    noun('Power Bank', '充电宝', 27.8, 'Charges a phone twice.', '可为手机充电两次。'),
    noun('Charging Cable', '充电线', 9.6, 'Two metres, braided.', '两米编织线。'),
    noun('Desk Lamp', '台灯', 34.3, 'Warm or cool light at a touch.', '轻触切换冷暖光。'),
    noun('Bluetooth Speaker', '蓝牙音箱', 39.9, 'Small box, full sound.', '小身材，声音饱满。'),
    noun('Keyboard', '键盘', 45.2, 'Quiet keys with a clear stroke.', '按键安静，手感清晰。'),
    noun('Wireless Mouse', '无线鼠标', 21.7, 'Works on glass and on wood.', '玻璃、木桌上都能用。'),
    noun('Phone Stand', '手机支架', 12.2, 'Folds flat for the bag.', '可折叠，放包里不占地方。'),
    noun('Smart Plug', '智能插座', 16.4, 'Switches things on by timer.', '定时开关家里的电器。'),
    noun('Webcam', '摄像头', 37.6, 'Sharp picture, with a shutter.', '画面清晰，带遮挡盖。'),
  ],
  styles: [
    style('Slim', '轻薄', 1, 'Only as thick as it must be.', '该多薄就多薄。'),
    style('Pro', '专业', 1.5, 'For people who use it all day.', '适合整天使用的人。'),
    style('Matte', '磨砂', 1.05, 'A surface without fingerprints.', '表面不留指纹。'),
    style('Pastel', '马卡龙', 1, 'In four soft colours.', '四种柔和配色。'),
    style('Rugged', '坚固', 1.25, 'Survives a fall from the table.', '从桌上掉下来也不怕。'),
    style('Lite', '青春', 0.65, 'What you need and nothing more.', '够用就好，没有多余。'),
    style('Neon', '霓虹', 0.95, 'Glows a little in the dark.', '暗处微微发光。'),
    style('Studio', '工作室', 1.4, 'For desks that are looked at.', '摆在桌上也好看。'),
  ],
  praise: [
    ['Worked at once, no fuss.', '拿到就能用，不折腾。'],
    ['It does more than promised.', '比宣传的还好用。'],
    ['Feels more expensive than it was.', '质感比价格高。'],
    ['I ordered a second one for the office.', '又给办公室买了一个。'],
  ],
  complaints: [
    ['Stopped working after ten days.', '用了十天就坏了。'],
    ['It feels flimsy.', '拿着很单薄。'],
    ['It does not work with what I have.', '和我的设备不匹配。'],
    ['A corner came off after a week.', '用了一周就掉了个角。'],
  ],
};
