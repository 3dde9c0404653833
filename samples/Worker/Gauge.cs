using Microsoft.Extensions.Hosting;

namespace Worker;

/// <summary>Sends ten readings, and ends the program.</summary>
/// <param name="readings">Where they go.</param>
/// <param name="lifetime">The program's.</param>
public sealed class Gauge(IReadingSender readings, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (int value = 0; value < 10; value++)
        {
            await readings.SendAsync(new Reading("boiler", value), stoppingToken);
        }

        lifetime.StopApplication();
    }
}
