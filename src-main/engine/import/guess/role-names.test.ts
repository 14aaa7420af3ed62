import { expect, it } from 'vitest';
import { hintsOf } from './role-names.ts';

it.each(['image', 'Image_URL', 'product_image', 'imageFileName', 'photo path', 'thumbnail', '图片', '商品图片地址', '主图'])(
  'takes %s for a picture',
  (name) => {
    expect(hintsOf(name)[0]?.role).toBe('picture');
  },
); // prettier-ignore

it.each(['imagination', 'coverage', 'profile', 'file', 'path'])('does not take %s for a picture', (name) => {
  expect(hintsOf(name).map(({ role }) => role)).not.toContain('picture');
});
