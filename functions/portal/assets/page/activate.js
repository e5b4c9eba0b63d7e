const $ = (id) => document.getElementById(id);
const say = sayIn(TEXTS.tag, TEXTS.pages);

// The token comes after the `#`, so that it reaches no server and no log. It is used only when the button is pressed: a mail scanner that
// opens the page, or runs its script, does not use it up.
const token = new URLSearchParams(location.hash.slice(1)).get("token");
history.replaceState(null, "", location.pathname);
document.documentElement.lang = say.lang;
document.title = say("activate");
$("title").textContent = say("activate");
$("accept").textContent = say("accept");
$("text").textContent = say(token ? "activateText" : "invalid");
$("accept").hidden = !token;
$("accept").addEventListener("click", async () => {
  $("accept").disabled = true;
  try {
    const answer = await fetch("/invitations/accept", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token }), credentials: "omit",
    });
    if (answer.ok) {
      $("text").textContent = say("welcome", await answer.json());
      $("accept").hidden = true;
    } else if (answer.status === 404) {
      $("text").textContent = say("invalid");
      $("accept").hidden = true;
    } else throw new Error();
  } catch {
    $("text").textContent = say("failed");
    $("accept").disabled = false;
  }
});
