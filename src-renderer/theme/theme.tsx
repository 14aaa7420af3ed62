import { createTheme, MantineProvider } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { createContext, useContext, useLayoutEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { createStore } from '../app/store.ts';

/** What a person chose; null follows the system. */
export type ThemeChoice = 'light' | 'dark' | null;

export interface Theme {
  readonly scheme: 'light' | 'dark';
  readonly choice: ThemeChoice;
  setChoice(choice: ThemeChoice): void;
}

const ThemeContext = createContext<Theme | null>(null);

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function useSystemScheme(): 'light' | 'dark' {
  const isDark = useSyncExternalStore(
    (changed) => {
      systemIsDark.addEventListener('change', changed);
      return () => systemIsDark.removeEventListener('change', changed);
    },
    () => systemIsDark.matches,
  );
  return isDark ? 'dark' : 'light';
}

const tooltip = { openDelay: 400, withArrow: false, events: { hover: true, focus: true, touch: false } };
const chevron = <IconChevronDown size={14} stroke={1.8} />;
const picker = {
  size: 'xs',
  radius: 6,
  checkIconPosition: 'right',
  rightSection: chevron,
  rightSectionWidth: 28,
  rightSectionPointerEvents: 'none',
  comboboxProps: { shadow: 'none' },
};

const mantine = createTheme({
  primaryColor: 'teal',
  components: {
    Button: { defaultProps: { size: 'xs', radius: 6, color: 'teal' } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    Select: { defaultProps: picker },
    MultiSelect: { defaultProps: { size: 'xs', radius: 6, comboboxProps: { shadow: 'none' } } },
    NativeSelect: { defaultProps: { size: 'xs', radius: 6 } },
    Autocomplete: { defaultProps: { size: 'xs', radius: 6, comboboxProps: { shadow: 'none' } } },
    TagsInput: { defaultProps: { size: 'xs', radius: 6, comboboxProps: { shadow: 'none' } } },
    SegmentedControl: { defaultProps: { size: 'xs', radius: 6 } },
    NumberInput: { defaultProps: { size: 'xs', radius: 6 } },
    TextInput: { defaultProps: { size: 'xs', radius: 6 } },
    Textarea: { defaultProps: { size: 'xs', radius: 6 } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: tooltip },
    // The placeholder that would take the first focus has no role that a menu may hold.
    Menu: { defaultProps: { shadow: 'none', transitionProps: { duration: 80 }, withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 0 } } },
  },
});

/** The scheme that the document has; figures read their colours from it, so they are told only once it is there. */
const inForce = createStore<Theme['scheme']>(systemIsDark.matches ? 'dark' : 'light');

function putInForce(scheme: Theme['scheme']): void {
  document.documentElement.dataset.theme = scheme;
  document.documentElement.dataset.mantineColorScheme = scheme;
  inForce.set(scheme);
}

/** Gives everything below it colours and controls. */
export function ThemeProvider({
  choice,
  onChoice,
  children,
}: {
  choice: ThemeChoice;
  onChoice: (choice: ThemeChoice) => void;
  children: ReactNode;
}): ReactNode {
  const system = useSystemScheme();
  const wanted = choice ?? system;
  const scheme = inForce.use();
  useLayoutEffect(() => putInForce(wanted), [wanted]);
  const theme = useMemo((): Theme => ({ scheme, choice, setChoice: onChoice }), [scheme, choice, onChoice]);
  return (
    <ThemeContext value={theme}>
      <MantineProvider theme={mantine} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
        {children}
      </MantineProvider>
    </ThemeContext>
  );
}

/** The colours in use. */
export function useTheme(): Theme {
  const theme = useContext(ThemeContext);
  if (!theme) throw new Error('useTheme needs a ThemeProvider above it');
  return theme;
}
