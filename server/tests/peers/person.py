"""A person at the authorization endpoint: opens its pages and posts their forms, as a browser without scripts does."""

import html
import re

import requests


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, name, password):
        self.name, self.password = name, password
        self.browser = requests.Session()

    def post(self, url, **fields):
        page = self.browser.get(url, allow_redirects=False, timeout=30)
        token = re.search(r'name="form_token" value="([^"]+)"', page.text)
        if token:
            fields["form_token"] = html.unescape(token.group(1))
        return self.browser.post(url, data=fields, allow_redirects=False, timeout=30)

    def sign_in(self, url):
        """Answers whether the password was taken."""
        answer = self.post(url, action="sign-in", username=self.name, password=self.password)
        return answer.status_code == 303

    def decide(self, url, action):
        """Allows or denies; answers where the browser is sent then."""
        return self.post(url, action=action).headers.get("Location", "")
