// Starts the static page: registers the element, which then finds itself in the document.
import { isFinishedWindow, takeAnswer } from "./answer.js";
import { load } from "./assets.js";
import { find } from "./dom.js";
import { defineElement } from "./element.js";

// In a host's page an answer may be the host's.
takeAnswer(find("oauth-apps[standalone]") !== null);
// The fetch starts now; the element reports what went wrong.
isFinishedWindow().then((finished) => finished || load()).catch(() => {});
defineElement();
