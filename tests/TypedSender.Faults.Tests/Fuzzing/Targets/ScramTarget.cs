using TypedSender.Amqp.Security;
using TypedSender.Amqp.Transport;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The two messages of a SCRAM server, with a NUL between: the first is answered, the last is believed if it is the right one and no other.</summary>
internal sealed class ScramTarget : FuzzTarget
{
    private ScramMechanism _mechanism = ScramExample.Begin();

    public override string Name => "scram";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        [.. ScramExample.First, 0, .. ScramExample.Final],
        [.. ScramExample.First, .. ",x=extension"u8, 0, .. "e=invalid-proof"u8],
        [.. """{"status":"invalid_token","scope":"a"}"""u8, 0],
    ];

    public override bool TakesCorpus => false;

    public override void Prepare() => _mechanism = ScramExample.Begin();

    public override bool Read(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOf((byte)0);
        ReadOnlySpan<byte> first = end < 0 ? input : input[..end];
        ReadOnlySpan<byte> last = end < 0 ? default : input[(end + 1)..];
        Require(BearerRefusal.Read(first) is not null, "a refusal is never null");
        try
        {
            int length = _mechanism.Respond(first).Length;
            Require(length > 0, "the first message is answered by a proof");
            Require(length <= SaslDialog.MaxResponse || first.Length > 256, $"the answer has {length} bytes");
            _mechanism.Respond(last);
            _mechanism.Verify(null);
        }
        catch (SaslException)
        {
            return false;
        }

        Require(first.SequenceEqual(ScramExample.First), "a message that was changed leads to another signature");
        Require(last.StartsWith(ScramExample.Final), "another signature was believed");
        return true;
    }
}
