// The portal's own script: gives the element the token of who is logged in, and hears what it tells.
const apps = document.querySelector("oauth-apps");
const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;

apps.getToken = async ({ refused }) => {
  // A POST asks for a new token: Django wants its own token with it.
  const answer = await fetch("/session/token", refused ? { method: "POST", headers: { "X-CSRFToken": csrf } } : {});
  return answer.ok ? answer.text() : null;
};

apps.addEventListener("oauth-apps:created", (event) => {
  document.querySelector("output").textContent = `Created ${event.detail.name}`;
});
