const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](?:[01]\d|2[0-3]):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * The instant that an xsd:dateTime with a zone means (RFC 7643 §2.3.5), in epoch milliseconds; undefined for
 * anything else, a day that no calendar has included.
 */
export const parseInstant = (text: string): number | undefined => {
  const parts = RFC_3339.exec(text);
  if (!parts) return undefined;
  const [, year, month, day] = parts.map(Number);
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  if (Number(day) > daysInMonth) return undefined;
  const instant = Date.parse(text.toUpperCase());
  return Number.isNaN(instant) ? undefined : instant;
};

export const isInstant = (text: string): boolean => parseInstant(text) !== undefined;
