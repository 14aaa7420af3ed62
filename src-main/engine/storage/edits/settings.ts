import { edit, label } from './define-edit.ts';

export const settingEdits = {
  /** Sets a setting of the project; null takes it back to its default. */
  setSetting: edit<{ key: string; value: unknown }>({
    label: (_draft, { key }) =>
      label('set-setting', { en: 'Change the setting “{key}”', zh: '更改设置“{key}”' }, { key }),
    apply(draft, { key, value }) {
      if (value === null) draft.remove('settings', key);
      else draft.put('settings', key, { key, value });
      return key;
    },
  }),
};
