"""Keeps Schemathesis from deleting the application whose token it uses."""

import os

import schemathesis

OWN = os.environ["OWN_APPLICATION"]


@schemathesis.hook
def before_call(context, case, kwargs):
    if str((case.path_parameters or {}).get("id")) == OWN:
        case.path_parameters["id"] = 10**12
