// Starts the static page: registers the element, which then finds itself in the document.
import { defineElement, load } from "./element.js";

load().catch(() => {}); // the fetch starts now; the element reports what went wrong
defineElement();
