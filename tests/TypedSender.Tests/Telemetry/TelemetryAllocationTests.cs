using Microsoft.Extensions.Logging.Abstractions;
using System.Diagnostics.Metrics;

namespace TypedSender.Tests.Telemetry;

/// <summary>Runs when no other test does: listeners of the whole process would allocate here.</summary>
[CollectionDefinition(nameof(TelemetryAllocationTests), DisableParallelization = true)]
[Collection(nameof(TelemetryAllocationTests))]
public sealed class TelemetryAllocationTests
{
    private const int Sends = 2_000;

    [Fact]
    public void Nothing_is_allocated_for_a_send_while_somebody_listens_to_metrics()
    {
        int measured = 0;
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, own) =>
            {
                if (instrument.Meter.Name == TypedSenderTelemetry.MeterName)
                {
                    own.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => measured++);
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => measured++);
        SenderTelemetry telemetry = new(SendClientSettings.Create(new SendClientOptions()), "notes", BrokerProfiles.Generic, endpoint: null, NullLogger.Instance);
        Run(telemetry);
        listener.Start();
        Run(telemetry);
        measured = 0;

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(telemetry);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(2 * 2 * Sends, measured);
        Assert.Equal(0, allocated);
    }

    private static void Run(SenderTelemetry telemetry)
    {
        for (int send = 0; send < Sends; send++)
        {
            SendTrace trace = telemetry.Begin();
            telemetry.End(in trace, SendOutcome.Accepted);
            trace = telemetry.Begin();
            telemetry.End(in trace, SendOutcome.Released);
        }
    }
}
