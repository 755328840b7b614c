# A helper process for tests: speaks the dialog and the signing protocol, and fails as told.
# Its only argument is a folder: "control" has lines key=value, read before each step; "greeting" is
# what it greets with; "log" gets a line for all that it hears. A signature is the SHA-512 of the
# request, so that a test sees which request an answer belongs to; with "key.pem" it is one.
use strict;
use warnings;
use Digest::SHA qw(sha512_base64);
use MIME::Base64 qw(decode_base64 encode_base64);

my $folder = $ARGV[0];
binmode STDIN;
binmode STDOUT;
$| = 1;

sub control {
    my %c = (
        open => 'ok', serial => '0042', login => 'pin', 'pin-state' => 'ok', pin => '1234',
        sessions => 4, always => 'false', sign => 'ok', hold => 0, stderr => '',
    );
    if (open my $file, '<', "$folder/control") {
        while (<$file>) { chomp; my ($k, $v) = split /=/, $_, 2; $c{$k} = $v if defined $v; }
    }
    return %c;
}

sub note {
    open my $file, '>>', "$folder/log" or die;
    print $file "$_[0]\n";
}

sub failed {
    my ($type, $detail, $more) = @_;
    print qq({"report":"failed","type":"$type","detail":"$detail"$more}\n);
    exit 1;
}

# ECDSA on P-256: openssl writes DER, and JOSE wants r and s, 32 bytes each.
sub real_signature {
    open my $input, '>', "$folder/input.$$" or die;
    print $input $_[0];
    close $input;
    my $der = `openssl dgst -sha256 -sign '$folder/key.pem' '$folder/input.$$'`;
    my ($at, $raw) = (2, '');
    for (1, 2) {
        my $length = ord substr $der, $at + 1, 1;
        my $number = substr $der, $at + 2, $length;
        $number =~ s/^\0+//;
        $raw .= "\0" x (32 - length $number) . $number;
        $at += 2 + $length;
    }
    my $text = encode_base64($raw, '');
    $text =~ s/=+$//;
    return $text;
}

sub signature {
    my $text = -e "$folder/key.pem" ? real_signature($_[0]) : sha512_base64($_[0]);
    $text =~ tr{+/}{-_};
    return $text;
}

sub misbehave {
    my ($how) = @_;
    sleep 600 if $how eq 'hang';
    kill 'SEGV', $$ if $how eq 'crash';
    exit 3 if $how eq 'exit';
}

my %c = control();
my $task = <STDIN> // exit 2;
chomp $task;
note("start $task");
print STDERR "$c{stderr}\n" if $c{stderr} ne '';
if ($task =~ /"task":"list","module":"([^"]*)"/) {
    my $module = $1;
    misbehave('crash') if $module =~ /broken/;
    print qq({"report":"listed-token","serial":"0042","label":"acme","manufacturer":"Maker",)
        . qq("model":"M1","slot":0,"module":"$module","library":"L 1","login":"pin",)
        . qq("pin-state":"count-low","warnings":["be careful"],"certificates":1,"keys":[{)
        . qq("uri":"pkcs11:token=acme;id=%01","label":"\\u001b[31m","id":"01","type":"EC P-256",)
        . qq("certificate":false,"always-authenticate":true,"usable":"ES256"}]}\n)
        if $module !~ /empty/;
    print qq({"report":"done","library":"L 1"}\n);
    exit 0;
}
misbehave($c{open});
failed('token-unavailable', 'no token with serial 0042', '') if $c{open} eq 'absent';
print qq({"report":"token","serial":"$c{serial}","label":"acme","manufacturer":"Maker",)
    . qq("model":"M1","slot":0,"module":"/m.so","library":"L","login":"$c{login}",)
    . qq("pin-state":"$c{'pin-state'}","warnings":[]}\n);
my $line = <STDIN> // do { note('eof'); exit 0 };
chomp $line;
my $pin = $line =~ /"pin":"(.*)"/ ? decode_base64($1) : undef;
note('pin ' . ($pin // 'null'));
%c = control();
misbehave($c{'login-do'} // '');
failed('token-unavailable', 'the token was changed', ',"pin-sent":false')
    if ($c{'login-do'} // '') eq 'changed';
failed('key-not-found', 'no such key', ',"pin-sent":true,"pin-accepted":true')
    if $c{open} eq 'no-key';
failed('pin-rejected', 'the PIN is wrong', ',"pin-sent":true,"tries-left":2')
    if defined $pin && $pin ne $c{pin};
if ($task =~ /"task":"keygen"/) {
    print qq({"report":"generated","uri":"pkcs11:token=acme;id=%02"}\n);
    exit 0;
}
print qq({"report":"ready","uri":"pkcs11:token=acme","serial":"$c{serial}","engine":"native",)
    . qq("engine-reason":"no certificate",)
    . qq("mechanism":"CKM_ECDSA","algorithm":"ES256","sessions":$c{sessions},)
    . qq("always-authenticate":$c{always},"probe-micros":7,"warnings":[]}\n);
if ($task =~ /"task":"check"/) {
    print qq({"report":"checked","signature-micros":[1500,99949]}\n);
    exit 0;
}
open my $greeting, '<', "$folder/greeting" or die;
print while <$greeting>;

my @held;
while (defined(my $request = <STDIN>)) {
    $request =~ s/\r\n\z// or die 'no CRLF';
    %c = control();
    if ($request =~ /^PIN (.*)/) {
        $pin = decode_base64($1);
        note("context $pin");
        next;
    }
    note("request");
    misbehave($c{sign});
    if ($c{sign} eq 'garbage') { print "nonsense\n"; next; }
    if ($c{sign} eq 'short') { print "AAAA\r\n"; next; }
    if ($c{sign} eq 'refuse') {
        print qq(1 NO {"type":"key-unusable","detail":"not today"}\r\n);
        next;
    }
    if ($c{sign} eq 'away') {
        print qq(1 NO {"type":"token-unavailable","detail":"the token was removed"}\r\n);
        exit 1;
    }
    if ($c{always} eq 'true' && $pin ne $c{pin}) {
        print qq(1 NO {"type":"pin-rejected","detail":"the PIN is wrong","tries-left":2}\r\n);
        next;
    }
    push @held, $request;
    next if @held < $c{hold};
    if ($c{hold}) {
        my $bits = '';
        vec($bits, 0, 1) = 1;
        note('more in flight than sessions') if select($bits, undef, undef, 0.1);
    }
    print signature($_) . "\r\n" for splice @held;
}
note('eof');
