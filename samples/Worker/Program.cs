using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker;

// dotnet run --project samples/Worker --ConnectionStrings:messaging amqp://localhost
HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.AddTypedSenderClient("messaging").ConnectAtStart().AddReadingSender();
builder.Services.AddOpenTelemetry().WithTracing().WithMetrics();
builder.Services.AddHostedService<Gauge>();
await builder.Build().RunAsync();
