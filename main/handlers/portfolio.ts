import type { Portfolio } from "#main/portfolio/portfolio.ts";
import type { Handlers } from "./types.ts";

/** What all coldkeys hold. */
export const portfolioHandlers = ({ portfolio }: { readonly portfolio: Portfolio }): Handlers<"portfolio"> => ({
  get: () => portfolio.get(),
  history: ({ range }) => portfolio.history(range),
});
