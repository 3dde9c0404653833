using System.Net;
using QuickStart;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;
using static TypedSender.Interop.Tests.Peers.ProtonValue;

namespace TypedSender.Interop.Tests;

/// <summary>uamqp and this library send the same messages to the same broker over TLS, and a third client reads both.</summary>
public class UamqpTests
{
    [UamqpFact]
    public async Task Both_clients_messages_are_the_same_to_a_third()
    {
        const int Count = 200;
        Earthquake[] earthquakes = [.. EarthquakeFeed.Load().Features.Take(Count).Select(feature => feature.ToEarthquake())];
        using TestCertificates certificates = new();
        string authorityFile = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(authorityFile, certificates.Authority.ExportCertificatePem());
            await using InProcessBroker broker = await InProcessBroker.StartAsync(
                new InProcessBrokerOptions { Certificate = certificates.Issue("localhost", IPAddress.Loopback) });
            broker.CreateQueue("ours");
            broker.CreateQueue("amqps://localhost/theirs");

            SendClientOptions options = SendClientOptions.FromUrl(broker.Url);
            options.TrustedAuthorities.Add(certificates.Authority);
            await using SendClient client = new(options);
            IReadOnlyList<SendOutcome> outcomes = await client.GetSender<IEarthquakeSender>(new SenderOptions { Address = "ours" }).RecordAllAsync(earthquakes);
            await using UamqpSender uamqp = await UamqpSender.StartAsync(broker.Port, "theirs", authorityFile, earthquakes);

            Assert.All(outcomes, outcome => Assert.Equal(SendOutcome.Accepted, outcome));
            Assert.All(await uamqp.ReadOutcomesAsync(Count), outcome => Assert.Equal("accepted", outcome));
            IReadOnlyList<ProtonMessage> ours = await ReadAsync(broker, "ours", Count, authorityFile);
            IReadOnlyList<ProtonMessage> theirs = await ReadAsync(broker, "amqps://localhost/theirs", Count, authorityFile);
            for (int i = 0; i < Count; i++)
            {
                Assert.Equal(Comparable(ours[i]), Comparable(theirs[i]));
            }
        }
        finally
        {
            File.Delete(authorityFile);
        }
    }

    private static async Task<IReadOnlyList<ProtonMessage>> ReadAsync(InProcessBroker broker, string address, int count, string authorityFile)
    {
        await using ProtonReceiver receiver = ProtonReceiver.Connect(broker.Port, address, count, "--trust", authorityFile);
        return await receiver.ReadMessagesAsync(count);
    }

    /// <summary>
    /// Every section, by name: uamqp writes them in an order that AMQP 1.0, 3.2 does not allow. The entries of a map have no order, and uamqp writes the default of delivery-count.
    /// </summary>
    private static IEnumerable<string> Comparable(ProtonMessage message) => message.Sections
        .Select(section => message.Maps.ContainsKey(section.Name) ? $"{section.Name} {string.Join(", ", message.Entries(section.Name))}"
            : section == ("header", List(Boolean(true))) ? $"header {List(Boolean(true), Null, Null, Null, UInt(0))}"
            : $"{section.Name} {section.Value}")
        .Order(StringComparer.Ordinal);
}
