/** Equity of poker hands, exact or estimated. */
export {};
