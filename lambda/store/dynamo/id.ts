/** The text form of RFC 9562 §4 in lower case, as the store makes its ids; nothing else can be one of them. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isId = (text: string): boolean => ID.test(text);
