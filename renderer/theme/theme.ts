import { createTheme, DEFAULT_THEME, type MantineColorsTuple, mergeMantineTheme } from "@mantine/core";

/** The one accent colour. */
const steel: MantineColorsTuple = [
  "#e9f3fb",
  "#d3e4f2",
  "#a9c9e4",
  "#7fb0d8",
  "#5c9bcd",
  "#468dc6",
  "#3986c3",
  "#2b73ac",
  "#1f669b",
  "#0b588a",
];

/** Cool greys of the dark scheme; index 7 is the page, 6 a panel, 0 the text. */
const dark: MantineColorsTuple = [
  "#d6dce3",
  "#b4bdc8",
  "#8e99a6",
  "#687483",
  "#3d4753",
  "#2c353f",
  "#1b222a",
  "#13181e",
  "#0e1217",
  "#090c10",
];

const SYSTEM_FONTS = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif';
const SYSTEM_MONO = 'ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace';

/** Calm and dense: small type, small radius, one accent. Modals never lock scrolling, which would insert a style tag. */
export const theme = createTheme({
  primaryColor: "steel",
  primaryShade: { light: 7, dark: 5 },
  colors: { steel, dark },
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace: SYSTEM_MONO,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "1.125rem" }, h2: { fontSize: "0.9375rem" }, h3: { fontSize: "0.875rem" } },
  },
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", allowDeselect: false, checkIconPosition: "right" } },
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    Spotlight: { defaultProps: { lockScroll: false } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Table: { defaultProps: { fz: "sm" } },
  },
});

/** The theme with Mantine's defaults filled in, from which the style sheet's variables are written. */
export const mergedTheme = mergeMantineTheme(DEFAULT_THEME, theme);
