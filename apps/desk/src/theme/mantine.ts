import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';
import { decimalSign, thousandsSign } from '../words/plural.ts';

/** Shade 6 carries white text in light, shade 5 in dark: both above 4.5 (tokens.css says the same colours as variables). */
const accent: MantineColorsTuple = [
  '#edf0fc',
  '#dce2f9',
  '#c5cef3',
  '#94a3e6',
  '#6f82dc',
  '#4d64d2',
  '#3a52c4',
  '#32479f',
  '#2c3f9e',
  '#222f75',
];

const bad: MantineColorsTuple = [
  '#fdecea',
  '#fbdad6',
  '#f3c0bb',
  '#ff9d94',
  '#e0645b',
  '#c8483f',
  '#b3261e',
  '#98201a',
  '#7d1a15',
  '#611410',
];

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent, bad },
  primaryShade: { light: 6, dark: 5 },
  fontFamily: 'var(--font)',
  fontSmoothing: true,
  focusRing: 'never',
  cursorType: 'pointer',
  respectReducedMotion: true,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '5px', md: '8px', lg: '10px', xl: '12px' },
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '14px', sm: '16px', md: '18px', lg: '20px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: { fontWeight: '600' },
  components: {
    Button: {
      defaultProps: { size: 'sm' },
      vars: () => ({
        root: {
          '--button-height': 'var(--target)',
          '--button-padding-x': '11px',
          '--button-fz': '12.5px',
        },
      }),
      styles: { root: { fontWeight: 600 } },
    },
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: () => ({ root: { '--ai-size': 'var(--target)' } }),
    },
    Tooltip: {
      defaultProps: { openDelay: 350, withinPortal: true, events: { hover: true, focus: true, touch: false }, fz: 12 },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        radius: 10,
        offset: 6,
        transitionProps: { duration: 120 },
        // what would take the focus first is no item, and readers are barred by it: the first item takes it
        withInitialFocusPlaceholder: false,
      },
      styles: {
        item: { fontSize: 13, lineHeight: '18px', minHeight: 'var(--target)', padding: '4px 10px' },
        label: { fontSize: 11 },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: {
      defaultProps: {
        size: 'sm',
        thousandSeparator: thousandsSign,
        decimalSeparator: decimalSign,
        allowedDecimalSeparators: [decimalSign],
      },
    },
    InputWrapper: {
      styles: {
        label: { font: 'var(--small)', fontWeight: 500, color: 'var(--ink-2)', marginBottom: 4 },
        description: { font: 'var(--small)', color: 'var(--ink-3)' },
        error: { font: 'var(--small)', color: 'var(--bad)' },
      },
    },
    Input: {
      vars: () => ({ wrapper: { '--input-height': 'max(32px, var(--target))', '--input-fz': 'var(--typed)' } }),
    },
    Notification: { defaultProps: { radius: 10 } },
  },
});

/** Mantine's own surfaces take our tokens, so that both schemes come from one place. */
export const variables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--control-line)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-accent-filled': 'var(--accent-fill)',
    '--mantine-color-accent-filled-hover': 'var(--accent-fill-hover)',
    '--mantine-color-accent-light': 'var(--accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--accent-soft)',
    '--mantine-color-accent-light-color': 'var(--accent)',
    '--mantine-color-accent-outline': 'var(--accent)',
    '--mantine-color-bad-light': 'var(--bad-soft)',
    '--mantine-color-bad-light-color': 'var(--bad)',
    '--mantine-color-gray-light-color': 'var(--ink-2)',
    '--mantine-color-disabled': 'var(--track)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-shadow-md': 'var(--shadow-3)',
    '--mantine-shadow-xl': 'var(--shadow-3)',
    '--mantine-shadow-lg': 'var(--shadow-2)',
  };
  return { variables: {}, light: shared, dark: shared };
};
