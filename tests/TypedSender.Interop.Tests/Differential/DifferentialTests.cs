using System.Globalization;
using TypedSender.Amqp.Messages;
using TypedSender.Faults.Tests.Fuzzing;
using TypedSender.Interop.Tests.Peers;
using Xunit;
using Xunit.Abstractions;

namespace TypedSender.Interop.Tests.Differential;

/// <summary>Our codec and qpid-proton's on the same bytes: random messages of ours, random messages of proton's, hostile bytes.</summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int Messages = 5_000;
    private const int HostileInputs = 20_000;

    private static ulong[] Seeds => [FuzzSettings.FixedSeed, FuzzSettings.FreshSeed];

    [ProtonFact]
    public async Task What_we_encode_proton_reads_as_the_same_and_we_read_what_it_makes_of_it()
    {
        foreach (ulong seed in Seeds)
        {
            RandomMessages random = new(seed);
            byte[][] messages = [.. Enumerable.Range(0, Messages).Select(_ => random.Next())];
            IReadOnlyList<ProtonVerdict> verdicts = await ProtonCodec.DecodeAsync(messages);
            int disagreements = 0;
            for (int index = 0; index < messages.Length; index++)
            {
                string ours = OurCodec.Sections(messages[index]);
                bool isSame = verdicts[index].Error is null && ours == verdicts[index].Sections
                    && OurCodec.Refusal(verdicts[index].Bytes) is null && ours == OurCodec.Sections(verdicts[index].Bytes);
                disagreements += isSame ? 0 : 1;
                Assert.True(isSame, $"seed {seed} message {index}: {Convert.ToHexString(messages[index])}\nours:\n{ours}\nproton's: {verdicts[index].Error}\n{verdicts[index].Sections}\nwritten by proton: {Convert.ToHexString(verdicts[index].Bytes)}");
            }

            Report("encode", seed, Messages, disagreements);
        }
    }

    [ProtonFact]
    public async Task What_proton_encodes_we_read_as_the_same_and_it_reads_what_we_make_of_it()
    {
        foreach (ulong seed in Seeds)
        {
            IReadOnlyList<ProtonVerdict> messages = await ProtonCodec.MakeAsync(Messages, seed);
            byte[][] written = new byte[Messages][];
            int disagreements = 0;
            for (int index = 0; index < Messages; index++)
            {
                string ours = OurCodec.Sections(messages[index].Bytes);
                Assert.True(ours == messages[index].Sections, $"seed {seed} message {index}: {Convert.ToHexString(messages[index].Bytes)}\nours:\n{ours}\nproton's:\n{messages[index].Sections}");
                written[index] = MessageBytes.Encode(AmqpMessage.Decode(messages[index].Bytes));
            }

            IReadOnlyList<ProtonVerdict> again = await ProtonCodec.DecodeAsync(written);
            for (int index = 0; index < Messages; index++)
            {
                string before = OurCodec.Sections(MessageBytes.Encode(AmqpMessage.Decode(messages[index].Bytes)));
                bool isSame = again[index].Error is null && again[index].Sections == before;
                disagreements += isSame ? 0 : 1;
                Assert.True(isSame, $"seed {seed} message {index}, written by us: {Convert.ToHexString(written[index])}\nours:\n{before}\nproton's: {again[index].Error}\n{again[index].Sections}");
            }

            Report("decode", seed, Messages, disagreements);
        }
    }

    [ProtonFact]
    public async Task What_only_one_of_us_takes_has_a_known_reason()
    {
        foreach (ulong seed in Seeds)
        {
            RandomMessages random = new(seed);
            Mutator mutator = new([.. Enumerable.Range(0, 300).Select(_ => random.Next()), .. new MessageTarget().Corpus], seed);
            byte[][] inputs = [.. Enumerable.Range(0, HostileInputs).Select(index => mutator.Make(index).ToArray())];
            IReadOnlyList<ProtonVerdict> verdicts = await ProtonCodec.AcceptAsync(inputs);
            SortedDictionary<string, int> reasons = new(StringComparer.Ordinal);
            List<string> unknown = [];
            for (int index = 0; index < inputs.Length; index++)
            {
                string? ours = OurCodec.Refusal(inputs[index]), protons = verdicts[index].Error;
                if (ours is null == protons is null)
                {
                    continue;
                }

                if (Disagreement.Find(inputs[index], ours, protons) is not { } reason)
                {
                    unknown.Add($"seed {seed} input {index} {Convert.ToHexString(inputs[index])}\n    ours: {ours ?? "taken"}\n    proton's: {protons ?? "taken"}");
                    continue;
                }

                reasons[reason.Name] = reasons.GetValueOrDefault(reason.Name) + 1;
            }

            foreach ((string reason, int count) in reasons)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"disagreement seed={seed} reason={reason.Replace(' ', '_')} count={count}"));
            }

            Report("accept", seed, HostileInputs, unknown.Count);
            Assert.True(unknown.Count == 0, $"{unknown.Count} disagreements without a known reason:\n{string.Join('\n', unknown.Take(20))}");
        }
    }

    private void Report(string what, ulong seed, int count, int disagreements)
        => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"differential what={what} seed={seed} count={count} disagreements={disagreements}"));
}
