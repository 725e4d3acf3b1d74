const tone = (name) => ({ default: `var(--${name})`, subtle: `var(--${name}-subtle, var(--${name}))` });

// Colours are names that the style sheet explains, so a card changes with the system's scheme without being redrawn.
const foregroundColors = {
  default: { default: "var(--text)", subtle: "var(--soft)" },
  dark: { default: "var(--text)", subtle: "var(--soft)" },
  light: { default: "var(--soft)", subtle: "var(--soft)" },
  accent: tone("accent-text"),
  good: tone("good"),
  warning: tone("warning"),
  attention: tone("attention"),
};

const container = (name) => ({ backgroundColor: `var(--card-${name})`, borderColor: "var(--line)", foregroundColors });

const fontSizes = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 22 };
const fontWeights = { lighter: 300, default: 400, bolder: 600 };

/** How cards are drawn; sizes and spaces follow what Teams does in a narrow chat. */
export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: {
    default: { fontFamily: "inherit", fontSizes, fontWeights },
    monospace: { fontFamily: "ui-monospace, Consolas, monospace", fontSizes, fontWeights },
  },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 28 },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container("default"),
    emphasis: container("emphasis"),
    accent: container("accent"),
    good: container("good"),
    attention: container("attention"),
    warning: container("warning"),
  },
  inputs: {
    label: {
      inputSpacing: "small",
      requiredInputs: { weight: "default", suffix: " *", suffixColor: "attention" },
      optionalInputs: { weight: "default" },
    },
    errorMessage: { color: "attention", size: "small", weight: "default" },
  },
  actions: {
    maxActions: 6,
    spacing: "medium",
    buttonSpacing: 8,
    actionsOrientation: "horizontal",
    actionAlignment: "left",
    showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" },
  },
  factSet: {
    spacing: 12,
    title: { weight: "bolder", wrap: true, maxWidth: 116 },
    value: { wrap: true },
  },
  textBlock: { headingLevel: 3 },
};
