"""The settings of the portal. From the environment: API_URL, CLIENT_ID, CLIENT_SECRET, FOLDER (what it keeps)."""

import os
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = Path(os.environ["FOLDER"])

API_URL = os.environ["API_URL"]
CLIENT_ID = os.environ["CLIENT_ID"]
CLIENT_SECRET = os.environ["CLIENT_SECRET"]

SECRET_KEY = "only for the specs, which keep nothing"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "urls"
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "/login/"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "views.content_security_policy",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "db.sqlite3", "OPTIONS": {"timeout": 20}}}

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER / "static"
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
NODE_MODULES = HERE.parent / "node_modules"
STATICFILES_DIRS = [
    HERE / "static",
    ("oauth-apps", NODE_MODULES / "oauth-apps"),
]
