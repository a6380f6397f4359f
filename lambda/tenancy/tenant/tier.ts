/** How many requests a second a tenant may send: as many as the service takes, or as many as its operator allows. */
export const TIERS = ['standard', 'limited'] as const;
export type Tier = (typeof TIERS)[number];
