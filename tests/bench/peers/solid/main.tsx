/** @jsxImportSource solid-js */
// The page in Solid, with TanStack Virtual for the rows and the browser's own dialogs.
import "../shared/style.css";
import { render } from "solid-js/web";
import { Page } from "./Page";

const root = document.getElementById("root");
if (root) render(() => <Page />, root);
