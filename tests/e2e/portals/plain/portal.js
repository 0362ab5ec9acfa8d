// The portal's own script: gives the element the token of who is logged in, and hears what it tells.
const apps = document.querySelector("oauth-apps");

apps.getToken = async ({ refused }) => {
  // refused: the API answered 401 to the token that you gave last
  const answer = await fetch("/session/token", { method: refused ? "POST" : "GET" });
  return answer.ok ? answer.text() : null; // null: nobody is logged in
};

apps.addEventListener("oauth-apps:created", (event) => {
  document.querySelector("output").textContent = `Created ${event.detail.name}`;
});
