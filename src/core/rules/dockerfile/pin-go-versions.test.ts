import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-go-versions.ts';

testRule(rule, {
  valid: [
    'RUN go install example.com/x@v1 example.com/y@upgrade example.com/z@$V\n',
    'RUN go install ./... . ../x /src/cmd\n',
    'RUN go get -d -v ./...\n',
    'RUN go install -ldflags "-s -w" example.com/x@v1\n',
    'RUN go run example.com/x@v1 y\n',
    'RUN go mod download && go install\n',
    'RUN go build example.com/x\n',
  ],
  invalid: [
    { code: 'RUN go install ⟦example.com/x⟧\n', messages: ["'example.com/x' has no version"], peers: ['DL3062@1'] },
    { code: 'RUN go get -u ⟦example.com/x@latest⟧\n', messages: ["'example.com/x@latest' is a version that moves"], peers: ['DL3062@1'] },
    { code: 'RUN go install ⟦example.com/x@none⟧\n', messages: ["'example.com/x@none' is a version that moves"], peers: ['DL3062@1'] },
    { code: 'ONBUILD RUN go run ⟦example.com/x⟧ y\n', messages: ["'example.com/x' has no version"], peers: ['DL3062@1'] },
  ],
  peersOnly: [
    { code: 'RUN go run main.go\n', peers: ['DL3062@1'] },
    { code: 'RUN go install $TOOL\n', peers: ['DL3062@1'] },
    { code: 'RUN go install cmd/x\n', peers: ['DL3062@1'] },
    { code: 'RUN go install -tags y example.com/x@v1\n', peers: ['DL3062@1'] },
  ],
});
