/**
 * The page's content security policy. Nothing by default; scripts and styles from our own files only, never inline (the
 * component library's colour variables are a built style sheet); no frames, no forms, no network but `connect`
 * (`'none'` in the desktop window, where main does the network).
 */
export const contentSecurityPolicy = (connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const policyOf = (camera: string): string =>
  `camera=${camera}, microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()`;

/** Headers of every answer, whatever it carries. */
export const strictHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "x-frame-options": "DENY",
  "permissions-policy": policyOf("()"),
};

/** What the app's own page gets besides: it scans codes of offline signing. Nothing else that is served may use the camera. */
export const scanHeaders: Readonly<Record<string, string>> = { "permissions-policy": policyOf("(self)") };
