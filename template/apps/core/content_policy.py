"""What a browser may load into our pages: Content-Security-Policy, by kind of page.

Answers of the API are no pages: nothing may be loaded into them (CONTENT_SECURITY_POLICY).
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

API = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "object-src": [NONE],
}

# Scripts, styles and images of our own, and forms that go to us.
PAGE = {
    **API,
    "connect-src": [SELF],
    "font-src": [SELF],
    "form-action": [SELF],
    "img-src": [SELF, "data:"],
    "script-src": [SELF],
    "style-src": [SELF],
}

# Swagger and Redoc, as all that builds pages in the browser, write styles into them; never scripts.
DOCUMENTATION = {
    **PAGE,
    "style-src": [SELF, UNSAFE_INLINE],
    "worker-src": ["blob:"],
}
