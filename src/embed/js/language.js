// Which language a page speaks: a tag (BCP 47) out of what hosts, documents and browsers say.

/** A tag as the standard writes it; none where it is no tag. `pl_PL` and `pl_PL.UTF-8`, as systems write it, are one. */
function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(String(tag).trim().replace(/[.@].*/, "").replaceAll("_", "-"))[0];
  } catch {}
}

/** The language of a tag, without script and region. */
export const primary = (tag) => tag.split("-")[0];

/** The language asked for, else the browser's; with the region that the user has for it, for dates and times. */
export function language(wanted) {
  const tags = [wanted, ...navigator.languages].filter(Boolean).map(canonical).filter(Boolean);
  const [first = "en"] = tags;
  return (!first.includes("-") && tags.find((tag) => tag.startsWith(`${first}-`))) || first;
}
