"""The start page (Vandaag): what asks something of you, what is soon, what is new."""
